from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from photograph.errors import PhotographError
from photograph.server import download, jars
from photograph.server.jar import LOCK_FILE, is_whole_jar, read_lock
from photograph.server.jars import SERVER, WEB, ensure_jars
from tests.server.conftest import REPOSITORY, free_port
from tests.server.repository import Repository, serve

JARS = {f"photo-{number}.jar": bytes([number]) * 50_000 for number in range(1, 4)}


class Place(NamedTuple):
    folder: Path
    lock: Path
    repository: Repository

    def file(self, name: str) -> Path:
        return self.folder / "lib" / name


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr(download, "PAUSE_SECONDS", 0.01)
    with serve(Repository(JARS)) as repository:
        monkeypatch.setenv("PHOTOGRAPH_MAVEN", repository.address)
        yield Place(tmp_path / "jars", repository.lock(tmp_path / "jars.lock"), repository)


def test_a_missing_folder_is_filled_and_nothing_else_is_left(shelf: Place) -> None:
    ensure_jars(shelf.folder, shelf.lock)
    assert {path.name: path.read_bytes() for path in (shelf.folder / "lib").iterdir()} == JARS
    assert sorted(path.name for path in shelf.folder.iterdir()) == [
        ".lock",
        "browser",
        "lib",
        "plugins",
    ]


def test_whole_jars_are_not_fetched_again(shelf: Place) -> None:
    ensure_jars(shelf.folder, shelf.lock)
    ensure_jars(shelf.folder, shelf.lock)
    assert shelf.repository.asked == dict.fromkeys(JARS, 1)


def test_whole_jars_are_looked_at_without_waiting_for_anyone(
    shelf: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_jars(shelf.folder, shelf.lock)
    monkeypatch.setattr(jars, "locked", lambda *_: pytest.fail("it took the lock"))
    ensure_jars(shelf.folder, shelf.lock)


@pytest.mark.parametrize("damage", [b"", b"short", b"\xff" * 50_000])
def test_a_damaged_jar_is_fetched_again(shelf: Place, damage: bytes) -> None:
    ensure_jars(shelf.folder, shelf.lock)
    shelf.file("photo-2.jar").write_bytes(damage)
    ensure_jars(shelf.folder, shelf.lock)
    assert shelf.file("photo-2.jar").read_bytes() == JARS["photo-2.jar"]
    assert shelf.repository.asked == {"photo-1.jar": 1, "photo-2.jar": 2, "photo-3.jar": 1}


def test_a_connection_that_breaks_is_tried_again(shelf: Place) -> None:
    shelf.repository.spoil = lambda count, content: (
        len(content),
        content[:100] if count == 1 else content,
    )
    ensure_jars(shelf.folder, shelf.lock)
    assert shelf.file("photo-1.jar").read_bytes() == JARS["photo-1.jar"]
    assert shelf.repository.asked == dict.fromkeys(JARS, 2)


def test_a_truncated_download_is_not_believed(shelf: Place) -> None:
    shelf.repository.spoil = lambda _, content: (100, content[:100])
    with pytest.raises(PhotographError, match=r"example.photos:photo:\d .*SHA-256"):
        ensure_jars(shelf.folder, shelf.lock)
    assert max(shelf.repository.asked.values()) == download.TRIES
    assert list((shelf.folder / "lib").iterdir()) == []
    assert list(shelf.folder.glob(".staging-*")) == []


def test_a_jar_that_the_lock_does_not_name_is_removed(shelf: Place) -> None:
    ensure_jars(shelf.folder, shelf.lock)
    old = shelf.folder / "plugins" / "photo-0.jar"
    old.write_bytes(b"an older version")
    ensure_jars(shelf.folder, shelf.lock)
    assert not old.exists()


def test_what_a_killed_download_left_is_removed(shelf: Place) -> None:
    ensure_jars(shelf.folder, shelf.lock)
    left = shelf.folder / ".staging-1"
    left.mkdir()
    (left / "half.jar").write_bytes(b"PK")
    ensure_jars(shelf.folder, shelf.lock)
    assert not left.exists()


def test_what_is_for_browsers_is_fetched_on_its_own_and_not_for_the_server(shelf: Place) -> None:
    shelf.lock.write_text(shelf.lock.read_text().replace("photo:1 lib", "photo:1 web"))

    [web] = ensure_jars(shelf.folder, shelf.lock, WEB)
    assert shelf.repository.asked == {"photo-1.jar": 1}
    assert web.path(shelf.folder).parent.name == "web"

    server = ensure_jars(shelf.folder, shelf.lock, SERVER)
    assert sorted(path.name for path in (shelf.folder / "lib").iterdir()) == list(JARS)[1:]
    assert web not in server
    assert web.path(shelf.folder).is_file()
    assert shelf.repository.asked == dict.fromkeys(JARS, 1)


def test_no_network_is_one_line_with_a_next_step(
    shelf: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHOTOGRAPH_MAVEN", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(PhotographError) as failure:
        ensure_jars(shelf.folder, shelf.lock)
    assert "\n" not in str(failure.value)
    assert "example.photos:photo:" in failure.value.what
    assert "network" in failure.value.next_step


def test_a_full_disk_is_told_before_the_download(
    shelf: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(shelf.lock)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(PhotographError, match="MiB free"):
        ensure_jars(shelf.folder, shelf.lock)
    assert shelf.repository.asked == {}


def test_two_processes_at_once_fetch_each_jar_once(shelf: Place) -> None:
    code = "import sys, pathlib; from photograph.server.jars import ensure_jars; "
    code += "ensure_jars(*map(pathlib.Path, sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(shelf.folder), str(shelf.lock)]
    both = [subprocess.Popen(command, cwd=REPOSITORY) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert shelf.repository.asked == dict.fromkeys(JARS, 1)


def test_a_real_jar_comes_from_the_real_repository(tmp_path: Path) -> None:
    smallest = min(read_lock(LOCK_FILE), key=lambda jar: jar.size)
    lock = tmp_path / "jars.lock"
    line = f"{smallest.coordinate} {smallest.folder} {smallest.size} {smallest.sha256}"
    lock.write_text(line, encoding="utf-8")
    try:
        ensure_jars(tmp_path / "jars", lock)
    except PhotographError as error:
        if "network:" in str(error):
            pytest.skip(f"there is no network: {error}")
        raise
    assert is_whole_jar(smallest.path(tmp_path / "jars"), smallest)
