"""What could not be looked at is not gone: its rows stay, a warning names it, and load knows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, FAILURES_FILE, aside_files, read_unread
from photograph.collection.find_photos import FoundPhotos, find_photos
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.console import shown
from photograph.errors import PhotographError
from photograph.settings import Home, home
from tests.conftest import share_networks
from tests.extract.photo_files import save_jpeg
from tests.server.conftest import working_folder
from tests.unprivileged import open_all, open_folder, unprivileged


@pytest.fixture(scope="module")
def extracted(
    tmp_path_factory: pytest.TempPathFactory, session_folder: Home
) -> Iterator[tuple[Path, Path]]:
    """A folder of photos that were extracted once, and a copy of it and of the working folder."""
    copy = tmp_path_factory.mktemp("copy")
    with open_folder() as root, working_folder(tmp_path_factory.mktemp("w") / "home"):
        share_networks(home().root, session_folder)
        for seed, name in enumerate(["a/0", "a/1", "b/2", "b/3", "b/deep/4"]):
            save_jpeg(root / f"{name}.jpg", seed)
        extract(root)
        shutil.copytree(root, copy / "root")
        shutil.copytree(home().embeddings, copy / "embeddings")
        yield root, copy


@pytest.fixture
def folder(extracted: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two photos in `a` and three below `b`, extracted; they are found as no root user does."""
    root, copy = extracted
    for name, place in (("root", root), ("embeddings", home().embeddings)):
        open_all(place)
        shutil.rmtree(place)
        shutil.copytree(copy / name, place)
    monkeypatch.setattr("photograph.extract.collect.find_in", as_nobody(find_photos))
    return root


def as_nobody(find: Callable[[Path], FoundPhotos]) -> Callable[[Path], FoundPhotos]:
    def found(root: Path) -> FoundPhotos:
        with unprivileged():
            return find(root)

    return found


def file(name: str = EMBEDDINGS_FILE) -> Path:
    return last_collection(home()).folder(home()) / name


def table(name: str = EMBEDDINGS_FILE) -> dict[str, dict[str, Any]]:
    return {row["path"]: row for row in pq.read_table(file(name)).to_pylist()}


def counts(output: str) -> dict[str, int]:
    header, _, values = output.splitlines()[:3]
    return dict(zip(header.split(), map(int, values.split()), strict=True))


def unread() -> list[str]:
    return [folder.path for folder in read_unread(file())]


@pytest.mark.slow
def test_photos_in_a_folder_that_may_not_be_read_keep_their_rows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = table()
    (folder / "b").chmod(0)
    (folder / "a/0.jpg").unlink()
    capsys.readouterr()

    extract(folder)

    told = capsys.readouterr()
    assert table() == {path: row for path, row in before.items() if path != "a/0.jpg"}
    assert counts(told.out)["unchanged"] == 4
    assert counts(told.out)["gone"] == 1
    assert "not read: 'b': Permission denied" in told.err
    *_, warning, _ = told.err.strip().splitlines()
    assert "'b' could not be read. 3 photos known there are kept" in warning
    assert unread() == ["b"]


def test_once_it_can_be_read_again_all_is_as_it_was(folder: Path) -> None:
    before = table()
    (folder / "b").chmod(0)
    extract(folder)
    (folder / "b").chmod(0o755)

    extract(folder)

    assert table() == before
    assert unread() == []


def test_what_is_deleted_once_it_can_be_read_is_gone(folder: Path) -> None:
    (folder / "b").chmod(0)
    extract(folder)
    (folder / "b").chmod(0o755)
    shutil.rmtree(folder / "b")

    extract(folder)

    assert set(table()) == {"a/0.jpg", "a/1.jpg"}
    assert unread() == []


def test_a_folder_whose_files_may_be_listed_and_not_looked_at(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = table()
    save_jpeg(folder / "b/new.jpg", 9)
    (folder / "b").chmod(0o444)

    extract(folder)

    assert table() == before
    assert set(table(FAILURES_FILE)) == {"b/new.jpg"}
    assert unread() == ["b/deep"]
    assert "not read: 'b/3.jpg': it can't be opened: Permission denied" in capsys.readouterr().err


@pytest.mark.slow
def test_a_photo_that_can_not_be_opened_any_more_keeps_its_row(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is touched, listed, and then a pipe, which is the surest way not to be readable."""
    before = table()
    save_jpeg(folder / "a/0.jpg", 20)

    def swapped(root: Path) -> FoundPhotos:
        found = find_photos(root)
        (folder / "a/0.jpg").unlink()
        os.mkfifo(folder / "a/0.jpg")
        return found

    monkeypatch.setattr("photograph.extract.collect.find_in", swapped)
    extract(folder)

    assert table() == before
    told = capsys.readouterr().err
    assert "not read: 'a/0.jpg': it can't be opened: it is no regular file" in told
    assert "1 photo that can't be opened is kept as it was" in told


def test_a_link_to_a_drive_that_is_not_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drive = folder.with_name(f"{folder.name}-drive")
    (folder / "b").rename(drive)
    (folder / "b").symlink_to(drive)
    (folder / "other").symlink_to("/nowhere/at/all")
    try:
        extract(folder)
        before = table()
        drive.rename(folder / ".away")

        extract(folder)
    finally:
        shutil.rmtree(drive, ignore_errors=True)

    assert table() == before
    assert unread() == ["b"]  # of no interest is a link below which no photo was ever known
    assert "'b': No such file or directory" in capsys.readouterr().err


def test_an_empty_mount_point_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(folder / "b")
    (folder / "b").mkdir()

    extract(folder)

    told = capsys.readouterr()
    assert "'b' is empty now, and 3 photos of it are gone. Is its drive mounted?" in told.err
    assert unread() == []


def test_a_root_that_is_empty_or_closed_changes_nothing(folder: Path) -> None:
    before = table()
    for name in "ab":
        (folder / name).chmod(0)
    with pytest.raises(PhotographError, match=r"can be reached \('a': Permission denied\)"):
        extract(folder)
    folder.chmod(0)
    with pytest.raises(PhotographError, match=r"can't be read|can be reached"):
        extract(folder)
    folder.chmod(0o755)
    for name in "ab":
        (folder / name).chmod(0o755)
        shutil.rmtree(folder / name)
    with pytest.raises(PhotographError, match="holds no photo"):
        extract(folder)

    assert table() == before


@pytest.fixture
def with_drive(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder with 21 photos more, extracted, on what could be a drive."""
    for seed in range(21):
        save_jpeg(folder / f"drive/{seed}.jpg", 100 + seed)
    extract(folder)
    capsys.readouterr()
    return folder


def aside() -> list[str]:
    return [file.name for file in aside_files(file())]


@pytest.mark.slow
def test_a_great_loss_is_said_and_costs_no_embedding_when_it_comes_back(
    with_drive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, drive = table(), with_drive / "drive"
    drive.rename(with_drive / ".unmounted")
    drive.mkdir()

    extract(with_drive)

    told = capsys.readouterr()
    assert len(table()) == 5
    assert counts(told.out)["gone"] == 21
    assert "Warning: 'drive' is empty now, and 21 photos of it are gone." in told.err
    assert "Warning: 21 photos are gone, more than a fifth." in told.err
    assert aside() == ["embeddings-before-001.parquet"]

    drive.rmdir()
    (with_drive / ".unmounted").rename(drive)
    monkeypatch.setattr("photograph.extract.engine.read_photo", read_none)
    extract(with_drive)

    assert table() == before
    assert counts(capsys.readouterr().out)["unchanged"] == 26
    assert aside() == []


def read_none(*_: object) -> None:
    raise AssertionError("no photo is to be read again")


@pytest.mark.slow
def test_what_was_lost_is_found_elsewhere_too_and_a_second_loss_forgets_nothing(
    with_drive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("photograph.extract.engine.embed_batch", read_none)
    before, drive = table(), with_drive / "drive"
    drive.rename(with_drive / ".unmounted")
    extract(with_drive)
    extract(with_drive)
    assert len(aside()) == 1
    (with_drive / "elsewhere").mkdir()
    for photo in (with_drive / ".unmounted").iterdir():
        shutil.copyfile(photo, with_drive / "elsewhere" / photo.name)
    extract(with_drive)
    assert aside() == []
    shutil.rmtree(with_drive / "elsewhere")
    extract(with_drive)
    (with_drive / ".unmounted").rename(drive)
    capsys.readouterr()

    extract(with_drive)

    assert table() == before
    assert counts(capsys.readouterr().out)["moved"] == 21


@pytest.mark.slow
def test_failures_below_a_closed_folder_are_still_known(folder: Path) -> None:
    (folder / "b/broken.jpg").write_text("no photo")
    extract(folder)
    failed = table(FAILURES_FILE)
    (folder / "b").chmod(0)

    extract(folder)

    assert table(FAILURES_FILE) == failed


def test_passed_over_files_are_said_even_where_no_photo_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "ab":
        shutil.rmtree(folder / name)
    (folder / "raw.dng").touch()

    with pytest.raises(PhotographError, match="holds no photo"):
        extract(folder)

    assert capsys.readouterr().err == "Passed over: 1 .dng\n"


def test_a_path_of_thousands_of_characters_is_shown_shortened() -> None:
    long = "a" * 2000 + "/\n" + "z" * 2000

    assert shown("b") == "'b'"
    assert shown("") == "'.'"
    assert len(shown(long)) < 170
    assert "a…z" in shown(long)
