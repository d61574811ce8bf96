"""The projection of a killed run is dropped by the next one; a live run's and a person's stay."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from photograph.graph.database import Database
from photograph.jobs.albums.find import AlbumOptions, find_albums
from photograph.jobs.left_projections import projection_name
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.options import LoadOptions
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photos_file

pytestmark = pytest.mark.slow

NETWORK, OTHER, MINE = "test-network", "two", "photograph-of-mine"
# The link of a person, which says when it is between two statements, and waits there.
LINKER = """
import sys
from photograph.jobs import runner
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.server.connection import connect
from photograph.settings import home

def wait(database, step, *values, **named):
    if step.statement == "link/find_nearest":
        print("projected", flush=True)
        sys.stdin.readline()
    return take(database, step, *values, **named)

take, runner._take = runner._take, wait
with connect() as database:
    link_photos(database, home(), LinkOptions(sys.argv[1], 3, 0.3))
"""


@contextmanager
def linking(network: str) -> Iterator[subprocess.Popen[str]]:
    """A link in a process of its own, which has made its projection and waits for a line."""
    command = [sys.executable, "-c", LINKER, network]
    linker = subprocess.Popen(command, stdin=-1, stdout=-1, text=True)
    try:
        assert linker.stdout is not None
        assert linker.stdout.readline() == "projected\n"
        yield linker
    finally:
        linker.kill()
        linker.communicate()


def graphs(database: Database) -> set[str]:
    rows = run(database, "CALL gds.graph.list() YIELD graphName RETURN graphName AS graph")
    return {row["graph"] for row in rows}


def clients(database: Database) -> int:
    rows = run(
        database,
        """CALL dbms.listConnections() YIELD userAgent
        WHERE userAgent STARTS WITH 'photograph/' RETURN DISTINCT userAgent""",
    )
    return len(rows)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def project(database: Database, graph: str) -> None:
    run(
        database,
        """MATCH (photo:Photo) WITH gds.graph.project($graph, photo, null) AS made
        RETURN made.graphName AS graph""",
        graph=graph,
    )


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    """40 photos with embeddings of two networks."""
    load_collection(photos_file(tmp_path / "one.parquet")[0], database, home())
    two = photos_file(tmp_path / "two.parquet", seed=2, network=OTHER, dims=16)[0]
    load_collection(two, database, home(), LoadOptions(name=OTHER))
    return database


def test_the_next_link_drops_what_a_killed_one_left_and_nothing_else(loaded: Database) -> None:
    project(loaded, MINE)
    with linking(OTHER) as alive:
        [of_alive] = graphs(loaded) - {MINE}
        with linking(NETWORK) as killed:
            assert len(graphs(loaded)) == 3
            connected = clients(loaded)
            killed.kill()
            wait_until(lambda: clients(loaded) < connected)
        assert len(graphs(loaded)) == 3

        link_photos(loaded, home(), LinkOptions(NETWORK, 3, 0.3))

        assert graphs(loaded) == {MINE, of_alive}
        alive.communicate("go on\n")
        assert alive.returncode == 0
    assert graphs(loaded) == {MINE}


@pytest.mark.parametrize(
    "command",
    [
        lambda database: find_albums(database, AlbumOptions(NETWORK)),
        # Only what is new: the one job that makes no projection itself.
        lambda database: link_photos(database, home(), LinkOptions(NETWORK, 3, 0.3)),
    ],
    ids=["albums", "link of what is new"],
)
def test_each_command_with_projections_drops_those_that_were_left(
    loaded: Database, command: Callable[[Database], object]
) -> None:
    link_photos(loaded, home(), LinkOptions(NETWORK, 3, 0.3))
    gone, own = f"photograph-run-{'0' * 32}-{'1' * 32}", projection_name(loaded, "2" * 32)
    for graph in (MINE, gone, own, f"photograph-run-{'0' * 32}"):
        project(loaded, graph)

    command(loaded)

    assert graphs(loaded) == {MINE, own, f"photograph-run-{'0' * 32}"}
