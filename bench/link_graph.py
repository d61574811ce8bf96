"""A server for the benchmark: loads real vectors as photos, and reads edges back."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.own_server import own_server
from bench.synthetic_photos import NETWORK, NOTHING, ROOT, Facts, path_of, write_vectors
from photograph.array_types import Floats
from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.graph.database import Database
from photograph.graph.property_names import PropertyNames
from photograph.load.merge import LoadTarget, merge_rows
from photograph.load.options import LoadWay
from photograph.load.rows import PhotoRows
from photograph.load.run import make_schema
from photograph.server import process
from photograph.server.connection import connect
from photograph.settings import home

TARGET = LoadTarget(ROOT, NETWORK, PropertyNames())
WIPE = "MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 5000 ROWS"
EDGES = """
MATCH (one:Photo)-[:IS_SIMILAR_TO]->(other:Photo)
RETURN one.path AS one, other.path AS other
"""
_LOOK_SECONDS = 0.05


@contextmanager
def server(folder: Path) -> Iterator[Database]:
    """A new server with the default heap, so that its memory is that of one way only."""
    with own_server(folder), connect() as database:
        make_schema(database)
        yield database


def load_photos(database: Database, vectors: Floats, facts: Facts = NOTHING) -> None:
    """Loads exactly these photos, as extract and load do, without a vector index."""
    run(database, WIPE)
    run(database, f"DROP INDEX {TARGET.names.index} IF EXISTS")
    add_photos(database, vectors, facts)


def add_photos(database: Database, vectors: Floats, facts: Facts = NOTHING) -> None:
    """Loads photos, the first of which are those of the graph, into Parquet and graph."""
    file = home().embeddings / ROOT / NETWORK / EMBEDDINGS_FILE
    rows = PhotoRows(write_vectors(file, vectors, facts))
    merge_rows(rows, TARGET, database, LoadWay.FILE, home().imports)


def run(database: Database, cypher: str, **values: object) -> list[dict[str, Any]]:
    """A statement of the benchmark in an auto-commit transaction."""
    with database.driver.session(database=database.target.database) as session:
        return [record.data() for record in session.run(cypher, values)]


def linked_photos(database: Database, photos: int) -> Callable[[int], list[int]]:
    """The photos that share an edge with each; an edge counts for both of its ends."""
    number = {path_of(index): index for index in range(photos)}
    linked: dict[int, list[int]] = defaultdict(list)
    for row in run(database, EDGES):
        one, other = number[row["one"]], number[row["other"]]
        linked[one].append(other)
        linked[other].append(one)
    return lambda index: linked.get(index, [])


@dataclass
class Took:
    """Seconds of a piece of work, and the most memory of server and client together, in bytes."""

    seconds: float = 0.0
    memory: int = 0


@contextmanager
def measured() -> Iterator[Took]:
    """Measures the block; a Java machine keeps what it once took, so its server should be new."""
    there = process.running(home())
    assert there is not None
    both = [psutil.Process(), psutil.Process(there.pid)]
    took, ended = Took(), threading.Event()

    def look() -> None:
        while not ended.wait(_LOOK_SECONDS):
            took.memory = max(took.memory, sum(each.memory_info().rss for each in both))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    started = time.perf_counter()
    try:
        yield took
    finally:
        took.seconds = time.perf_counter() - started
        ended.set()
        watcher.join()
