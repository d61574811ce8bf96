"""Nodes get the signatures of their photos' present content, by every way, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from photograph.errors import DamagedFileError
from photograph.graph.database import Database
from photograph.load.export import export_graph
from photograph.load.options import LoadOptions, LoadWay
from photograph.load.restore import restore
from photograph.load.run import load_collection
from photograph.load.signatures import set_signatures
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, signature_of, unit_vectors, write_embeddings

NAMES = ("a.jpg", "b.jpg", "möwe, 1.jpg")


def write(path: Path, **columns: Any) -> Path:
    vectors = zip(NAMES, unit_vectors(len(NAMES)), strict=True)
    rows = [photo_row(name, vector) for name, vector in vectors]
    rows[0] |= columns
    return write_embeddings(path, rows, provenance())


def signatures(database: Database) -> dict[str, bytes | None]:
    """The signatures that count."""
    asked = """MATCH (p:Photo) RETURN p.path AS path,
      CASE WHEN p.signatureOf = p.contentHash THEN p.signature END AS signature"""
    return {row["path"]: row["signature"] for row in run(database, asked)}


@pytest.mark.parametrize("way", [LoadWay.FILE, LoadWay.DRIVER])
def test_every_node_has_its_own_and_a_second_load_sends_none(
    database: Database, tmp_path: Path, way: LoadWay
) -> None:
    file = write(tmp_path / "e.parquet")

    load_collection(file, database, home(), LoadOptions(via=way))

    assert signatures(database) == {name: signature_of(name) for name in NAMES}
    assert set_signatures(file, database, provenance().root) == 0


def test_one_of_content_that_has_changed_counts_no_more(database: Database, tmp_path: Path) -> None:
    load_collection(write(tmp_path / "e.parquet"), database, home())
    changed: dict[str, Any] = {"content_hash": "f" * 64, "signature": None}
    load_collection(write(tmp_path / "unsigned.parquet", **changed), database, home())
    between = signatures(database)
    changed["signature"] = signature_of("new")
    load_collection(write(tmp_path / "signed.parquet", **changed), database, home())

    assert between == {**{name: signature_of(name) for name in NAMES}, "a.jpg": None}
    assert signatures(database)["a.jpg"] == signature_of("new")


def test_a_photo_that_another_program_changed_meanwhile_gets_none(
    database: Database, tmp_path: Path
) -> None:
    file = write(tmp_path / "e.parquet")
    load_collection(file, database, home())
    run(database, "MATCH (p:Photo) SET p.signature = null, p.signatureOf = null")
    run(database, "MATCH (p:Photo {path: 'b.jpg'}) SET p.contentHash = 'another'")

    assert set_signatures(file, database, provenance().root) == 2

    assert signatures(database)["b.jpg"] is None


def test_a_file_of_before_there_were_any_loads_without(database: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "e.parquet")
    pq.write_table(pq.read_table(file).drop_columns(["signature"]), file)

    load_collection(file, database, home())

    assert signatures(database) == dict.fromkeys(NAMES)


def test_what_is_no_signature_is_refused_before_anything_is_written(
    database: Database, tmp_path: Path
) -> None:
    file = write(tmp_path / "e.parquet")
    table = pq.read_table(file)
    texts = pa.array(["no bytes"] * len(NAMES))
    place = table.schema.get_field_index("signature")
    pq.write_table(table.set_column(place, "signature", texts), file)

    with pytest.raises(DamagedFileError, match="a signature there is no fixed_size_binary"):
        load_collection(file, database, home())

    assert signatures(database) == {}


def test_an_export_of_before_there_were_any_is_restored_without(
    database: Database, tmp_path: Path
) -> None:
    load_collection(write(tmp_path / "e.parquet"), database, home())
    export_graph(tmp_path / "out", database)
    photos = tmp_path / "out" / "photos.parquet"
    held = pq.read_table(photos)
    assert held["signature"].to_pylist() == [signature_of(name) for name in NAMES]
    pq.write_table(held.drop_columns(["signature"]).replace_schema_metadata(), photos)
    run(database, "MATCH (n) DETACH DELETE n")

    restore(tmp_path / "out", database)

    assert signatures(database) == dict.fromkeys(NAMES)
