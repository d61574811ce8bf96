"""`load --with-classification` stores the raw logits, as the old script did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.load.options import LoadOptions, LoadWay
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import SHARED, run, run_photograph
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.extract.photo_files import save_jpeg

pytestmark = pytest.mark.slow

CLASSES = 1001
LOGITS = np.random.default_rng(3).normal(scale=5, size=(2, CLASSES)).astype(np.float32)


def classified(path: Path, content: str = "f") -> Path:
    by = replace(provenance(), output="logits", features=CLASSES)
    rows = [
        photo_row(
            f"{name}.jpg", vector, features=logits.tolist(), content_hash=(name + content) * 32
        )
        for name, vector, logits in zip("ab", unit_vectors(2), LOGITS, strict=True)
    ]
    return write_embeddings(path, rows, by)


def lists(database: Database) -> dict[str, list[float] | None]:
    rows = run(database, "MATCH (p:Photo) RETURN p.path AS path, p.classificationList AS list")
    return {row["path"]: row["list"] for row in rows}


@pytest.mark.parametrize("via", [LoadWay.FILE, LoadWay.DRIVER])
def test_the_logits_arrive_bit_for_bit_and_stay_until_the_photo_changes(
    database: Database, tmp_path: Path, via: LoadWay
) -> None:
    file = classified(tmp_path / "e.parquet")
    plain, full = LoadOptions(via=via), LoadOptions(via=via, classification=True)

    load_collection(file, database, home(), plain)
    without = lists(database)
    updated = load_collection(file, database, home(), full).updated
    stored = lists(database)
    again = load_collection(file, database, home(), full).updated
    kept = load_collection(file, database, home(), plain).updated
    after = lists(database)
    load_collection(classified(tmp_path / "e.parquet", "e"), database, home(), plain)

    assert without == {"a.jpg": None, "b.jpg": None}
    assert (updated, again, kept) == (2, 0, 0)
    assert np.array_equal(np.array([stored["a.jpg"], stored["b.jpg"]], np.float32), LOGITS)
    assert after == stored
    assert lists(database) == without


def test_a_network_without_a_classifier_is_a_clear_failure(
    database: Database, tmp_path: Path
) -> None:
    rows = [photo_row("a.jpg", unit_vectors(1)[0])]
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())

    with pytest.raises(PhotographError, match=r"gives 4 features .* no logits") as failed:
        load_collection(file, database, home(), LoadOptions(classification=True))

    assert "extract --network" in failed.value.next_step
    assert lists(database) == {}


def test_a_real_network_of_the_old_script_gives_1001_floats_a_photo(
    database: Database, neo4j: Home, tmp_path: Path
) -> None:
    network = SHARED / "networks/mobilenet_v2_1001"
    if not network.is_dir():
        pytest.skip("../shared/networks is not beside this checkout")
    save_jpeg(tmp_path / "photos/a.jpg")

    extracted = run_photograph("extract", tmp_path / "photos", "--network", network)
    loaded = run_photograph("load", "--with-classification")

    assert extracted.code == 0, extracted.err
    assert loaded.code == 0, loaded.err
    [logits] = lists(database).values()
    assert logits is not None
    assert len(logits) == CLASSES
    assert all(isinstance(number, float) for number in logits)
