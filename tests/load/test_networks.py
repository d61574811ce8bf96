"""Two networks over the same photos: each in properties of its own, never mixed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.graph.vector_index import vector_indexes_of
from photograph.jobs.status import read_status
from photograph.load.options import LoadOptions
from photograph.load.run import LoadReport, load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, photos_file, provenance, unit_vectors, write_embeddings
from tests.load.whole_graph import link

pytestmark = pytest.mark.slow

COUNT = 20


def one(tmp_path: Path) -> Path:
    return photos_file(tmp_path / "one.parquet", COUNT)[0]


def two(tmp_path: Path) -> Path:
    """The same photos by another network, of another length, with labels of its own."""
    by = provenance(network="two", dims=16)
    vectors = unit_vectors(COUNT, 16, seed=9)
    labels = [{"name": "cat", "score": 0.5}]
    rows = [photo_row(f"p{i:03}.jpg", vector, labels=labels) for i, vector in enumerate(vectors)]
    return write_embeddings(tmp_path / "two.parquet", rows, by)


def load(database: Database, file: Path, name: str | None = None) -> LoadReport:
    return load_collection(file, database, home(), LoadOptions(name=name))


def photo(database: Database) -> dict[str, Any]:
    [row] = run(
        database,
        """MATCH (p:Photo {path: 'p003.jpg'})
        RETURN properties(p) AS p,
          [(p)-[s:SHOWS]->(l) | s.network + ' ' + l.name] AS labels""",
    )
    return {**row["p"], "labels": sorted(row["labels"])}


def edges(database: Database) -> dict[str, set[tuple[str, str, float]]]:
    rows = run(
        database,
        """MATCH (a:Photo)-[r:IS_SIMILAR_TO]->(b:Photo)
        RETURN r.network AS network, a.path AS a, b.path AS b, r.cosineSimilarity AS cosine""",
    )
    found: dict[str, set[tuple[str, str, float]]] = {}
    for row in rows:
        first, second = sorted([row["a"], row["b"]])
        found.setdefault(row["network"], set()).add((first, second, row["cosine"]))
    return found


def test_a_second_network_has_properties_and_labels_of_its_own(
    database: Database, tmp_path: Path
) -> None:
    load(database, one(tmp_path))
    before = photo(database)

    loaded = load(database, two(tmp_path), "two_of_us")

    after = photo(database)
    assert (loaded.created, loaded.updated) == (0, COUNT)
    assert after["network_two_of_us"] == "two"
    wanted = unit_vectors(COUNT, 16, seed=9)[3]
    assert np.array_equal(np.array(after["embedding_two_of_us"], np.float32), wanted)
    assert after["labels"] == sorted([*before["labels"], "two cat"])
    for name in before.keys() - {"labels", "embeddedAt"}:
        assert after[name] == before[name]
    assert load(database, one(tmp_path)).updated == 0
    assert load(database, two(tmp_path), "two_of_us").updated == 0


def test_a_second_network_without_a_name_or_under_a_taken_one_is_refused(
    database: Database, tmp_path: Path
) -> None:
    load(database, one(tmp_path))
    load(database, one(tmp_path), "taken")
    before = photo(database)

    for name in (None, "taken"):
        with pytest.raises(PhotographError, match="load --as NAME"):
            load(database, two(tmp_path), name)

    assert photo(database) == before


def test_edges_of_two_networks_are_told_apart_and_each_link_removes_only_its_own(
    database: Database, tmp_path: Path
) -> None:
    load(database, one(tmp_path))
    load(database, two(tmp_path), "two")

    link(database, "test-network", cutoff=-1.0)
    link(database, "two", cutoff=-1.0)
    both = edges(database)
    link(database, "test-network", cutoff=0.9)

    assert both.keys() == {"test-network", "two"}
    assert both["two"] == edges(database)["two"]
    assert edges(database)["test-network"] < both["test-network"]
    for network, vectors in [
        ("test-network", unit_vectors(COUNT)),
        ("two", unit_vectors(COUNT, 16, seed=9)),
    ]:
        for a, b, cosine in both[network]:
            true = float(vectors[int(a[1:4])] @ vectors[int(b[1:4])])
            assert cosine == pytest.approx(true, abs=1e-4)


def test_a_network_is_linked_over_whichever_property_holds_it(
    database: Database, tmp_path: Path
) -> None:
    load(database, one(tmp_path))
    load(database, two(tmp_path), "two")
    other, _ = photos_file(tmp_path / "other.parquet", 5, root="other", network="two", dims=16)
    load(database, other)

    linked = link(database, "two", cutoff=-1.0)

    assert linked.photos == COUNT + 5
    assert sorted(read_status(database)["network"]) == ["test-network", "two"]


def test_each_property_has_a_cosine_index_that_finds_the_nearest(
    database: Database, tmp_path: Path
) -> None:
    load(database, one(tmp_path))
    load(database, two(tmp_path), "two")
    held = read(database, "link/count_photos")

    for network, vectors in [
        ("test-network", unit_vectors(COUNT)),
        ("two", unit_vectors(COUNT, 16, seed=9)),
    ]:
        rows = run(
            database,
            "CALL db.index.vector.queryNodes($index, 4, $vector) YIELD node, score "
            "RETURN node.path AS path, score",
            index=vector_indexes_of(held, network)[0],
            vector=vectors[3].tolist(),
        )
        cosines = vectors @ vectors[3]
        assert [row["path"] for row in rows] == [f"p{i:03}.jpg" for i in np.argsort(-cosines)[:4]]
        assert rows[1]["score"] == pytest.approx((1 + np.sort(cosines)[-2]) / 2, abs=1e-4)
    with pytest.raises(PhotographError, match="No photo has an embedding of none"):
        vector_indexes_of(held, "none")


def test_the_index_is_not_quantized_and_follows_the_length_of_the_embeddings(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(database, "DROP INDEX photograph_photo_embedding IF EXISTS")
    run(database, "DROP INDEX mine IF EXISTS")
    run(database, "CREATE VECTOR INDEX mine FOR (t:Theirs) ON (t.embedding)")
    load(database, one(tmp_path))
    run(database, "MATCH (p:Photo) DETACH DELETE p")

    load(database, photos_file(tmp_path / "o.parquet", 3, dims=16, root="other")[0])

    rows = run(
        database,
        "SHOW VECTOR INDEXES YIELD name, state, options WHERE name IN $names RETURN *",
        names=["photograph_photo_embedding", "mine"],
    )
    config = {row["name"]: row["options"]["indexConfig"] for row in rows}
    ours = config["photograph_photo_embedding"]
    assert config.keys() == {"photograph_photo_embedding", "mine"}
    assert {row["state"] for row in rows} == {"ONLINE"}
    assert ours["vector.dimensions"] == 16
    assert ours["vector.quantization.enabled"] is False
    assert (ours["vector.hnsw.m"], ours["vector.hnsw.ef_construction"]) == (32, 200)
    assert ours["vector.similarity_function"] == "COSINE"
    assert "was for 8 numbers; it is made again for 16" in capsys.readouterr().err
    run(database, "DROP INDEX mine")
