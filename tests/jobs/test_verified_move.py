"""One file moves with every byte, its time and its mode; whatever fails, nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from photograph.errors import PhotographError
from photograph.jobs.duplicates.file_content import identity_of, sha256_of
from photograph.jobs.duplicates.moves import FileMove
from photograph.jobs.duplicates.verified_move import move_file, name_of_unfinished
from tests.unprivileged import open_folder, unprivileged


def photo_at(file: Path, content: bytes = b"a photo") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


@pytest.fixture
def move(tmp_path: Path) -> FileMove:
    source = photo_at(tmp_path / "a.jpg")
    return FileMove(source, tmp_path / "aside" / "a.jpg", sha256_of(source))


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that knows no second names."""

    def no_link(*_: Path) -> None:
        raise OSError(errno.EPERM, "no hard links")

    monkeypatch.setattr("photograph.jobs.duplicates.verified_move.link_durably", no_link)


def files(folder: Path) -> dict[str, bytes]:
    every = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in every}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system, where this machine has one."""
    for place in map(Path, ("/dev/shm", "/run/shm", "/var/tmp")):  # noqa: S108
        if os.access(place, os.W_OK) and place.stat().st_dev != tmp_path.stat().st_dev:
            folder = Path(tempfile.mkdtemp(dir=place))
            yield folder
            shutil.rmtree(folder)
            return
    pytest.skip("this machine has one file system only: mount a tmpfs on /dev/shm")


def test_time_and_mode_stay_on_another_file_system(move: FileMove, elsewhere: Path) -> None:
    os.utime(move.source, ns=(1_600_000_000_123_456_789, 1_500_000_000_123_456_789))
    move.source.chmod(0o640)
    before = move.source.stat()

    move_file(FileMove(move.source, elsewhere / "b" / "a.jpg", move.content_hash))

    after = (elsewhere / "b" / "a.jpg").stat()
    assert (after.st_mtime_ns, after.st_mode) == (before.st_mtime_ns, before.st_mode)
    assert files(elsewhere) == {"b/a.jpg": b"a photo"}
    assert not move.source.exists()


@pytest.mark.usefixtures("copied")
def test_a_file_system_without_hard_links_gets_a_copy_and_keeps_what_is_there(
    move: FileMove, tmp_path: Path
) -> None:
    move_file(move)
    again = FileMove(photo_at(tmp_path / "a.jpg"), move.target, move.content_hash)
    with pytest.raises(PhotographError, match="nothing was overwritten"):
        move_file(again)

    assert files(tmp_path) == {"a.jpg": b"a photo", "aside/a.jpg": b"a photo"}


@pytest.mark.usefixtures("copied")
def test_a_full_disk_in_the_middle_leaves_the_photo_and_nothing_half(
    move: FileMove, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Any, target: Any, *_: int) -> None:
        target.write(source.read(3))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space left"):
        move_file(move)

    assert files(tmp_path) == {"a.jpg": b"a photo"}


@pytest.mark.usefixtures("copied")
def test_a_copy_that_arrives_with_other_bytes_leaves_the_photo_where_it_is(
    move: FileMove, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_disk(source: Any, target: Any, *_: int) -> None:
        target.write(source.read()[:-1])

    monkeypatch.setattr(shutil, "copyfileobj", broken_disk)
    with pytest.raises(PhotographError, match="differs from it"):
        move_file(move)

    assert files(tmp_path) == {"a.jpg": b"a photo"}


@pytest.mark.usefixtures("copied")
def test_a_half_copy_of_a_killed_run_is_replaced_and_a_link_in_its_place_not_followed(
    move: FileMove, tmp_path: Path
) -> None:
    mine = photo_at(tmp_path / "mine.txt", b"mine")
    move.target.parent.mkdir()
    name_of_unfinished(move.target).symlink_to(mine)

    move_file(move)

    assert files(tmp_path) == {"aside/a.jpg": b"a photo", "mine.txt": b"mine"}


def test_a_folder_that_cannot_be_written_leaves_the_photo() -> None:
    with open_folder() as folder:
        source = photo_at(folder / "a.jpg")
        aside = folder / "aside"
        aside.mkdir(mode=0o555)
        folder.chmod(0o777)
        with unprivileged(), pytest.raises(PermissionError):
            move_file(FileMove(source, aside / "a.jpg", sha256_of(source)))

        assert files(folder) == {"a.jpg": b"a photo"}


def test_a_photo_that_cannot_leave_its_folder_is_in_no_other_either(
    move: FileMove, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refuse(file: Path, missing_ok: bool = False) -> None:
        if file == move.source:
            raise PermissionError(errno.EACCES, "Permission denied")
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        move_file(move)

    assert files(tmp_path) == {"a.jpg": b"a photo"}


def test_a_target_that_appears_late_is_not_overwritten(move: FileMove, tmp_path: Path) -> None:
    photo_at(move.target, b"other")

    with pytest.raises(PhotographError, match="nothing was overwritten"):
        move_file(move)

    assert files(tmp_path) == {"a.jpg": b"a photo", "aside/a.jpg": b"other"}


def test_what_is_not_the_photo_stays(move: FileMove, tmp_path: Path) -> None:
    real = move.source.rename(tmp_path / "real.jpg")
    makers: list[Callable[[], object]] = [
        lambda: move.source.symlink_to(real),
        lambda: os.mkfifo(move.source),
        lambda: move.source.write_bytes(b"another"),
        lambda: move.source.symlink_to("/dev/zero"),
        lambda: None,
    ]
    for make in makers:
        make()
        with pytest.raises(PhotographError, match="has just changed and was not moved"):
            move_file(move)
        assert os.path.lexists(move.source) or make is makers[-1]
        move.source.unlink(missing_ok=True)
    assert not move.target.exists()


@pytest.mark.parametrize("way", ["linked", "copied"])
def test_a_photo_replaced_between_its_check_and_its_end_stays(
    move: FileMove, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, request: Any
) -> None:
    """An editor saves a new file over it, and another one writes into it."""
    if way == "copied":
        request.getfixturevalue("copied")
    edits: list[Callable[[], object]] = [
        lambda: photo_at(tmp_path / "new", b"edited").replace(move.source),
        lambda: move.source.write_bytes(b"edited"),
    ]
    for edit in edits:
        photo_at(move.source)

        def then_edited(*words: Any, edit: Callable[[], object] = edit) -> Any:
            seen = identity_of(*words)
            edit()
            return seen

        with monkeypatch.context() as patched:
            patched.setattr("photograph.jobs.duplicates.verified_move.identity_of", then_edited)
            with pytest.raises(PhotographError, match=r"has just changed|differs from it"):
                move_file(move)

        assert files(tmp_path) == {"a.jpg": b"edited"}


def test_a_folder_that_became_a_link_is_not_followed(move: FileMove, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    move.target.parent.symlink_to(tmp_path / "outside")

    with pytest.raises(PhotographError, match="is now a link"):
        move_file(move)

    assert files(tmp_path) == {"a.jpg": b"a photo"}
