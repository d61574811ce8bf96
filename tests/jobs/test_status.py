"""`status` tells what else is in the database, as far as the server lets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.cypher import Statement
from photograph.graph.database import Database, read
from photograph.jobs.status import count_database
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photos_file


def test_the_whole_database_is_counted_by_label_and_type(
    database: Database, tmp_path: Path
) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", 3)[0], database, home())
    run(database, "MATCH (p:Photo) CREATE (:Person)-[:LIKES]->(p)")

    assert count_database(database) == {
        "nodes": 8,
        "relationships": 9,
        "labels": {"Photo": 3, "Label": 2, "Person": 3},
        "relationshipTypes": {"SHOWS": 6, "LIKES": 3},
    }


@pytest.mark.slow
def test_a_server_without_apoc_counts_nodes_and_relationships(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_apoc(where: Database, name: str) -> list[dict[str, object]]:
        if name == "ask/count_database":
            # What a server says that has no such procedure: the answer is the server's own.
            return read(where, Statement(name, "", "CALL apoc.missing()", frozenset()))
        return read(where, name)

    monkeypatch.setattr("photograph.jobs.status.read", without_apoc)
    load_collection(photos_file(tmp_path / "e.parquet", 3)[0], database, home())

    assert count_database(database) == {"nodes": 5, "relationships": 6}
