"""One rule for every command where no Neo4j answers: what it says, does, and ends with."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from photograph.collection.roots import Collection, remember_last
from photograph.commands.command_line import app
from photograph.errors import NO_SERVER
from photograph.server.process import running
from photograph.settings import Home, home
from tests.conftest import Ran
from tests.embeddings import photos_file
from tests.in_process import run_here
from tests.server.conftest import free_port, working_folder
from tests.test_failures import assert_one_line

ASK: dict[str, list[str]] = {
    "similar": ["a.jpg"],
    "duplicates": [],
    "keep-both": ["a.jpg", "b.jpg"],
    "not-similar": ["a.jpg", "b.jpg"],
    "link": [],
    "link --explain": [],
    "albums": [],
    "albums --name": ["a", "b"],
    "albums --dry-run": [],
    "gallery": [],
    "status": [],
    "status --json": [],
    "export": ["EXPORTED"],
    "train --graph": ["--out", "NETWORK"],
}
FILL: dict[str, list[str]] = {"load": [], "load --via": ["driver"], "load --prune": []}
# `demo` is extract, load and link; `evaluate` says which of its figures needs a graph.
NEED_NONE = {"demo", "extract", "networks", "jobs", "evaluate", "compare", "clean", "server"}

asking = pytest.mark.parametrize("command", ASK)
needing = pytest.mark.parametrize("command", [*ASK, *FILL])


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A working folder in which photos were extracted, and nothing was loaded or started."""
    with working_folder(tmp_path_factory.mktemp("extracted")) as patch:
        patch.chdir(home().root)
        photos_file(home().embeddings / "r/test-network/embeddings.parquet", 3, root="r")
        remember_last(Collection("r", "test-network"), home())
        yield home()


@pytest.fixture
def started_once(extracted: Home) -> Iterator[Home]:
    """The same, where a server was started once: it may hold a graph."""
    databases = extracted.neo4j / "data/databases"
    (databases / "neo4j").mkdir(parents=True)
    yield extracted
    (databases / "neo4j").rmdir()
    databases.rmdir()
    databases.parent.rmdir()


def ask(command: str) -> Ran:
    return run_here(*command.split(), *{**ASK, **FILL}[command])


def test_every_command_is_one_of_these() -> None:
    names = {command.callback.__name__ for command in app.registered_commands if command.callback}
    names = {name.replace("_", "-") for name in names} | {"server"}

    assert names == {command.split()[0] for command in (*ASK, *FILL)} | NEED_NONE


@asking
def test_where_nothing_was_loaded_no_server_is_made_to_find_it_empty(
    extracted: Home, command: str
) -> None:
    before = set(extracted.root.rglob("*"))

    ran = ask(command)

    assert_one_line(ran, "Nothing was loaded into Neo4j yet.", "photograph load")
    assert ran.err.count("\n") == 1
    assert set(extracted.root.rglob("*")) == before


def test_where_nothing_was_extracted_that_comes_first(tmp_path: Path) -> None:
    with working_folder(tmp_path / "none"):
        asked, loaded = run_here("status"), run_here("load")

    assert_one_line(asked, "Nothing was loaded", "photograph extract PHOTOS, then load and link")
    assert_one_line(loaded, "No photos were extracted yet", "photograph extract PHOTOS")
    assert not (tmp_path / "none").exists()


@needing
def test_an_embedded_server_that_can_not_be_started(
    started_once: Home, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with socket.socket() as other_program:
        other_program.bind(("127.0.0.1", 0))
        other_program.listen()
        port = other_program.getsockname()[1]
        monkeypatch.setenv("PHOTOGRAPH_BOLT_PORT", str(port))

        ran = ask(command)

    assert_one_line(ran, f"Port {port}, which the server needs", "PHOTOGRAPH_BOLT_PORT", NO_SERVER)


def test_server_commands(started_once: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that only look start nothing; a start that fails ends as it does for all others."""
    monkeypatch.setenv("PHOTOGRAPH_BOLT_PORT", "no port")

    assert run_here("server", "status").code == NO_SERVER
    assert run_here("server", "stop").code == 0
    assert run_here("server", "logs").code == 1
    assert running(started_once) is None
    assert_one_line(run_here("server", "start"), "which is no port", "Use 1 to", NO_SERVER)


@needing
@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s"])
def test_a_server_of_ones_own_that_does_not_answer(
    extracted: Home, monkeypatch: pytest.MonkeyPatch, scheme: str, command: str
) -> None:
    uri = f"{scheme}://127.0.0.1:{free_port()}"
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setenv("NEO4J_PASSWORD", "x")

    ran = ask(command)

    assert_one_line(ran, f"No Neo4j answers at {uri}.", "check NEO4J_URI", NO_SERVER)
    assert not extracted.neo4j.joinpath("conf").exists()


def test_evaluate_tells_the_rest_without_a_server(extracted: Home, tmp_path: Path) -> None:
    groups = tmp_path / "groups.tsv"
    groups.write_text("group\tfile\n" + "".join(f"g\tp{n:03}.jpg\n" for n in range(3)))

    ran = run_here("evaluate", groups)

    assert ran.code == 0, ran.err
    assert "Albums are not compared: Nothing was loaded into Neo4j yet." in ran.err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["load", "nowhere"], "nowhere/photos.parquet can't be read"),
        (["load", "--as", "a name"], "'a name' can't name a property"),
        (["link", "--within", "soon"], "'soon' is not a time"),
        (["albums", "--gap", "soon"], "'soon' is not a time"),
        (["link", "--memory", "much"], "no amount of memory"),
        (["export", "FILE"], "FILE is no folder"),
        (["gallery", "FILE"], "FILE is a file"),
        (["duplicates", "--move-to", "FILE"], "FILE is no folder"),
        (["demo", "nowhere"], "There is no folder nowhere"),
    ],
)
def test_wrong_words_are_told_before_a_server_is_started(
    started_once: Home, monkeypatch: pytest.MonkeyPatch, words: list[str], what: str
) -> None:
    monkeypatch.setenv("PHOTOGRAPH_BOLT_PORT", "would fail")
    (started_once.root / "FILE").touch()

    ran = run_here(*words)

    assert ran.code == 1
    assert what in ran.last_line
