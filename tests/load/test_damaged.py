"""A node says that its photo is damaged, and nothing where it is whole or nobody knows."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from photograph.graph.database import Database
from photograph.load.export import export_graph
from photograph.load.exported import PHOTOS_FILE
from photograph.load.options import LoadOptions, LoadWay
from photograph.load.restore import restore
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings

TOLD = {"cut.jpg": True, "whole.jpg": False, "unknown.jpg": None}


def embeddings(folder: Path) -> Path:
    vectors = unit_vectors(len(TOLD))
    rows = [photo_row(path, v, damaged=TOLD[path]) for path, v in zip(TOLD, vectors, strict=True)]
    return write_embeddings(folder / "e.parquet", rows, provenance())


def without(file: Path, *names: str) -> Path:
    """The file as an older version wrote it."""
    table = pq.read_table(file)
    pq.write_table(table.drop_columns([n for n in names if n in table.column_names]), file)
    return file


def damaged(database: Database) -> dict[str, object]:
    found = run(database, "MATCH (p:Photo) WHERE p.damaged IS NOT NULL RETURN p.path, p.damaged")
    return {row["p.path"]: row["p.damaged"] for row in found}


@pytest.mark.slow
@pytest.mark.parametrize("via", [LoadWay.FILE, LoadWay.DRIVER])
def test_only_a_damaged_photo_says_so_until_it_is_whole_again(
    database: Database, tmp_path: Path, via: LoadWay
) -> None:
    file = embeddings(tmp_path)
    load_collection(file, database, home(), LoadOptions(via=via))
    assert damaged(database) == {"cut.jpg": True}
    assert load_collection(file, database, home(), LoadOptions(via=via)).updated == 0

    load_collection(without(file, "damaged", "reading"), database, home(), LoadOptions(via=via))

    assert damaged(database) == {}


def test_an_export_keeps_it_and_one_of_before_has_none(database: Database, tmp_path: Path) -> None:
    load_collection(embeddings(tmp_path), database, home())
    export_graph(tmp_path / "out", database)
    run(database, "MATCH (n) DETACH DELETE n")

    restore(tmp_path / "out", database)
    assert damaged(database) == {"cut.jpg": True}
    run(database, "MATCH (n) DETACH DELETE n")
    without(tmp_path / "out" / PHOTOS_FILE, "damaged")
    assert restore(tmp_path / "out", database).photos == 3

    assert damaged(database) == {}
