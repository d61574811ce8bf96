"""`kill -9` of the server in the middle of a job: one line, and the rerun gives what it should."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from photograph.graph.database import Database
from photograph.load.run import load_collection
from photograph.server import process
from photograph.server.connection import connect
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
from tests.embeddings import photos_file, unit_vectors
from tests.jobs.edges import edges_in, numpy_edges

PHOTOS = 40
# The real command, which says when it is about to send a statement, and waits there.
COMMAND = """
import sys
from photograph.commands.command_line import main
from photograph.graph import database

def wait(name):
    found = real(name)
    if found.name == at:
        print("here", file=sys.stderr, flush=True)
        sys.stdin.readline()
    return found

at, real, database._statement = sys.argv.pop(1), database._statement, None
database._statement = wait
main()
"""
LINK = ("link", "--full", "--top-k", "4", "--cutoff", "0.3", "--target-recall", "1")


def kill_server(place: Home) -> None:
    server = process.running(place)
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    psutil.Process(server.pid).wait(60)  # its ports are given back last


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "words"),
    [("link/merge_nearest", LINK), ("albums/delete_stale", ("albums",))],
    ids=["link", "albums"],
)
def test_one_line_and_a_clean_rerun(
    database: Database, neo4j: Home, tmp_path: Path, statement: str, words: tuple[str, ...]
) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", PHOTOS)[0], database, home())
    if words != LINK:
        assert run_photograph(*LINK).code == 0
    command = [sys.executable, "-c", COMMAND, statement, *words]

    with subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, text=True) as job:
        assert job.stderr is not None
        assert any(line == "here\n" for line in job.stderr)
        kill_server(neo4j)
        _, told = job.communicate("go on\n", timeout=180)
    process.start()
    again = run_photograph(*words)

    assert job.returncode in (1, 3)
    assert re.fullmatch(r"photograph: .*Neo4j.* at bolt://.*", told.strip().splitlines()[-1])
    assert "Traceback" not in told
    assert again.code == 0, again.err
    with connect() as reopened:
        wanted = numpy_edges(unit_vectors(PHOTOS), 4, 0.3)
        assert edges_in(reopened).keys() == wanted.keys()
        unfinished = "MATCH (run:LinkRun) WHERE run.millis IS NULL RETURN run.runId AS run"
        assert run(reopened, unfinished) == []
        assert run(reopened, "CALL gds.graph.list() YIELD graphName RETURN 1") == []
