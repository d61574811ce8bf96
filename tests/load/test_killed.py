"""`kill -9` of the loader or of the server in the middle, then `load`: as if nothing happened."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from extract.collection import Collection, remember_last, remember_root
from photograph.contract import EMBEDDINGS_FILE
from photograph.settings import Home
from server import process
from server.connection import Database, connect
from tests.conftest import run, run_photograph
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.load.whole_graph import Graph, whole_graph

COUNT, DIMS = 2_500, 64
CHANCE = random.Random(7)  # noqa: S311 - not for secrets


def first_collection() -> dict[str, int]:
    return {f"{index // 100}/{index:05}.jpg": index for index in range(COUNT)}


def second_collection() -> dict[str, int]:
    """A tenth gone, a tenth new; a third in other folders; swaps, and a long chain of names."""
    photos = {path: content for path, content in first_collection().items() if content % 10}
    photos |= {f"new/{index:05}.jpg": COUNT + index for index in range(COUNT // 10)}
    paths = sorted(photos)
    for one, other in zip(paths[:300:2], paths[1:300:2], strict=True):
        photos[one], photos[other] = photos[other], photos[one]
    chain = [*paths[300:1000], "last.jpg"]
    contents = [photos.pop(path) for path in chain[:-1]]
    photos |= dict(zip(chain[1:], contents, strict=True))
    moved = {f"moved/{path}": photos.pop(path) for path in paths[1200:1900]}
    return photos | moved


def extracted(home: Home, photos: dict[str, int]) -> None:
    """The embeddings of a collection, where `load` finds them."""
    vectors = unit_vectors(2 * COUNT, DIMS)
    rows: list[dict[str, Any]] = [
        photo_row(path, vectors[content], content_hash=f"{content:064x}")
        for path, content in photos.items()
    ]
    collection = Collection("holiday", "test-network")
    file = collection.folder(home) / EMBEDDINGS_FILE
    write_embeddings(file, rows, provenance(dims=DIMS))
    remember_root("holiday", home.root, home)
    remember_last(collection, home)


def start_load() -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "photograph", "load", "--prune"]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL)


def wait_until_loading(loading: subprocess.Popen[str]) -> None:
    """Returns when the connection is made; what comes then takes a second or two."""
    assert loading.stderr is not None
    assert "Loading holiday" in loading.stderr.readline()


def draw(database: Database) -> None:
    """A person likes every fifth photo of the first collection."""
    run(
        database,
        """MATCH (p:Photo) WHERE right(p.filename, 5) = '5.jpg'
        MERGE (a:Person {name: 'Ada'}) CREATE (a)-[:LIKES {then: p.path}]->(p)""",
    )


@pytest.fixture(scope="module")
def clean(neo4j: Home) -> Iterator[Graph]:
    """The graph after two loads that nobody disturbed."""
    with connect() as database:
        run(database, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
        load_first(database, neo4j)
        extracted(neo4j, second_collection())
        assert run_photograph("load", "--prune").code == 0
        yield whole_graph(database)


def load_first(database: Database, home: Home) -> None:
    extracted(home, first_collection())
    assert run_photograph("load").code == 0
    draw(database)


@pytest.mark.slow
def test_a_loader_killed_at_random_moments_leaves_what_the_next_one_completes(
    clean: Graph, database: Database, neo4j: Home
) -> None:
    load_first(database, neo4j)
    extracted(neo4j, second_collection())
    before = whole_graph(database)
    states = []

    for moment in range(1, 40):  # each a little later, until three were in the middle
        loading = start_load()
        wait_until_loading(loading)
        time.sleep(0.06 * moment)
        loading.kill()
        loading.communicate()
        states.append(whole_graph(database))
        if states[-1] == clean or sum(state != before for state in states) == 3:
            break
    last = run_photograph("load", "--prune")

    assert last.code == 0, last.err
    assert whole_graph(database) == clean
    assert any(state not in (before, clean) for state in states)
    assert list(neo4j.imports.iterdir()) == []


@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_a_load_loses_nothing(
    clean: Graph, database: Database, neo4j: Home
) -> None:
    load_first(database, neo4j)
    extracted(neo4j, second_collection())

    loading = start_load()
    wait_until_loading(loading)
    time.sleep(CHANCE.uniform(0.1, 0.6))
    server = process.running(neo4j)
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    psutil.Process(server.pid).wait(60)  # its ports are given back last
    _, told = loading.communicate(timeout=120)
    assert "Traceback" not in told
    process.start()
    last = run_photograph("load", "--prune")

    assert last.code == 0, last.err
    with connect() as again:
        assert whole_graph(again) == clean


def test_the_csv_of_a_killed_loader_is_removed_by_the_next(
    database: Database, neo4j: Home, tmp_path: Path
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = neo4j.imports / f"photograph-photos-{ended.pid}.csv"
    mine = neo4j.imports / "photograph-notes.csv"
    left.touch()
    mine.touch()
    extracted(neo4j, {"a.jpg": 1})

    assert run_photograph("load").code == 0

    assert list(neo4j.imports.iterdir()) == [mine]
    mine.unlink()
