"""What a user can cause is one line: what failed and what to do next, never a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from photograph.errors import NO_SERVER, PhotographError
from photograph.graph.database import Database
from photograph.private import make_folder
from photograph.settings import Home
from tests.conftest import Ran, run_photograph
from tests.extract.photo_files import save_jpeg


def assert_one_line(ran: Ran, what: str, next_step: str, code: int = 1) -> None:
    assert ran.code == code, ran
    assert "Traceback" not in ran.err
    assert ran.last_line.startswith("photograph: ")
    assert what in ran.last_line
    assert next_step in ran.last_line


@pytest.fixture
def extracted(tmp_path: Path, clean_folder: Home) -> Home:
    """A working folder in which one photo is extracted and nothing is loaded."""
    save_jpeg(tmp_path / "photos/a.jpg")
    assert run_photograph("extract", tmp_path / "photos").code == 0
    return clean_folder


def test_a_missing_and_an_empty_folder_of_photos(tmp_path: Path, clean_folder: Home) -> None:
    missing = run_photograph("extract", tmp_path / "none")
    empty = run_photograph("extract", clean_folder.root)

    assert_one_line(missing, f"There is no folder {tmp_path / 'none'}", "photograph extract PHOTOS")
    assert_one_line(empty, "holds no photo", "photograph extract PHOTOS")


def test_load_before_extract(clean_folder: Home, neo4j: Home) -> None:
    assert_one_line(run_photograph("load"), "No photos were extracted", "photograph extract")


def address(neo4j: Home) -> dict[str, str]:
    """The environment of a person whose own server is the one of this test session."""
    from photograph.server.password import read_password
    from photograph.server.process import running

    server = running(neo4j)
    assert server is not None
    return {
        "NEO4J_URI": f"bolt://127.0.0.1:{server.bolt_port}",
        "NEO4J_PASSWORD": read_password(neo4j),
    }


def test_a_wrong_password(database: Database, neo4j: Home) -> None:
    ran = run_photograph("status", **{**address(neo4j), "NEO4J_PASSWORD": "not the password"})

    assert_one_line(ran, "Neo4j refuses the password of neo4j", "Correct NEO4J_PASSWORD")
    assert "not the password" not in ran.err


def test_an_address_without_a_password(neo4j: Home) -> None:
    ran = run_photograph("status", **{**address(neo4j), "NEO4J_PASSWORD": ""})

    assert_one_line(ran, "NEO4J_PASSWORD is not", "Set NEO4J_PASSWORD")


def test_a_database_that_does_not_exist(database: Database, neo4j: Home) -> None:
    ran = run_photograph("status", **address(neo4j), NEO4J_DATABASE="nowhere")

    assert_one_line(ran, "There is no database nowhere", "Set NEO4J_DATABASE")


@pytest.mark.slow
def test_a_person_own_server_is_used_and_none_is_started(
    database: Database, neo4j: Home, extracted: Home
) -> None:
    ran = run_photograph("load", **address(neo4j), NEO4J_IMPORT=str(neo4j.imports))

    assert ran.code == 0, ran.err
    assert "Starting Neo4j" not in ran.err
    assert not extracted.neo4j.exists()


@pytest.mark.slow
def test_a_csv_that_the_server_can_not_see(
    database: Database, neo4j: Home, extracted: Home
) -> None:
    told = run_photograph("load", **address(neo4j), NEO4J_IMPORT=str(extracted.root / "elsewhere"))
    refused = run_photograph("load", "--via", "file", **address(neo4j))

    assert told.code == 0, told.err
    assert told.err.count("the photos go through the driver") == 1
    assert_one_line(refused, "can't read", "NEO4J_IMPORT")


@pytest.mark.slow
def test_an_import_folder_that_can_not_be_written(
    database: Database, neo4j: Home, extracted: Home, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()

    ran = run_photograph("load", **address(neo4j), NEO4J_IMPORT=str(tmp_path / "file/import"))

    assert_one_line(ran, f"The import folder {tmp_path / 'file/import'}", "NEO4J_IMPORT")


@pytest.mark.parametrize(
    ("words", "code"), [(("extract", "PHOTOS"), 1), (("server", "start"), NO_SERVER)]
)
def test_a_working_folder_that_can_not_be_made(
    tmp_path: Path, words: tuple[str, str], code: int
) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")
    (tmp_path / "file").touch()
    command = [str(tmp_path / "photos") if word == "PHOTOS" else word for word in words]

    ran = run_photograph(*command, PHOTOGRAPH_HOME=str(tmp_path / "file/home"))

    assert_one_line(ran, str(tmp_path / "file/home"), "PHOTOGRAPH_HOME", code)


def test_a_folder_without_permission_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write everywhere, so the answer of the operating system is what is changed here.
    monkeypatch.setattr("photograph.private.os.access", lambda *_: False)

    with pytest.raises(PhotographError, match=r"can't be written \(permission denied\)"):
        make_folder(tmp_path)


def test_a_disk_that_is_full_while_embeddings_are_written(
    tmp_path: Path,
    clean_folder: Home,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from photograph.commands.command_line import main

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "part-0.tmp")

    save_jpeg(tmp_path / "photos/a.jpg")
    monkeypatch.setattr("photograph.durable_file.os.fsync", full)
    monkeypatch.setattr(sys, "argv", ["photograph", "extract", str(tmp_path / "photos")])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 1
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last == (
        "photograph: No space left on device: part-0.tmp."
        " Cure that, then run the same command again."
    )


def test_wrong_usage_exits_with_2(clean_folder: Home) -> None:
    for words in (["extract", "--bogus"], ["nonsense"], ["link", "--top-k", "0"]):
        ran = run_photograph(*words)
        assert ran.code == 2, ran
        assert "Traceback" not in ran.err


@pytest.mark.slow
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_says_how_to_go_on(tmp_path: Path, clean_folder: Home) -> None:
    import signal
    import time

    for seed in range(200):
        save_jpeg(tmp_path / f"photos/{seed}.jpg", seed, comment=str(seed).encode())
    command = [
        sys.executable,
        "-m",
        "photograph",
        "extract",
        str(tmp_path / "photos"),
        "--batch",
        "2",
    ]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    parts = clean_folder.embeddings / "photos/efficientnet-lite0/parts"
    deadline = time.monotonic() + 120
    while not list(parts.glob("part-*")) and time.monotonic() < deadline:
        time.sleep(0.05)

    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)

    assert running.returncode == 130, told
    assert "Traceback" not in told
    assert "what was done is kept" in told.strip().splitlines()[-1]
    assert list(parts.glob("part-*"))
