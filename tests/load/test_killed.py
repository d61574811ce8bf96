"""What a killed loader leaves in the import folder; tests/kills has the graph that it leaves."""

from __future__ import annotations

import subprocess
import sys

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.roots import Collection, remember_last, remember_root
from photograph.graph.database import Database
from photograph.settings import Home
from tests.conftest import run_photograph
from tests.embeddings import photos_file


def test_the_csv_of_a_killed_loader_is_removed_by_the_next(database: Database, neo4j: Home) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = neo4j.imports / f"photograph-photos-{ended.pid}.csv"
    mine = neo4j.imports / "photograph-notes.csv"
    left.touch()
    mine.touch()
    collection = Collection("holiday", "test-network")
    photos_file(collection.folder(neo4j) / EMBEDDINGS_FILE, 1)
    remember_root("holiday", neo4j.root, neo4j)
    remember_last(collection, neo4j)

    assert run_photograph("load").code == 0

    assert list(neo4j.imports.iterdir()) == [mine]
    mine.unlink()
