"""Copies are moved aside and back with every byte; nothing is overwritten, deleted or lost."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from photograph.commands.extract import extract
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.file_content import sha256_of
from photograph.jobs.duplicates.moving import carry_out
from photograph.jobs.duplicates.plan_moves import plan_moves
from photograph.jobs.duplicates.undo_file import write_undo_file
from photograph.jobs.duplicates.undo_moves import move_back
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run_photograph
from tests.jobs.found_copies import found_copies
from tests.jobs.planted import plant
from tests.test_failures import assert_one_line

ROOT, NETWORK = "moving", "efficientnet-lite0"
COPIES = {"café/pebble-cairn-01 (1).jpg", "small.jpg", "copies/exact/a lake.jpg"}
State = dict[str, str]


@pytest.fixture(scope="module")
def extracted(
    session_folder: Home, sample_photos: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Three photos and a copy of each, in sub-folders, and one without."""
    folder = tmp_path_factory.mktemp("photos") / ROOT
    (folder / "café").mkdir(parents=True)
    shutil.copy2(sample_photos / "lemon-bowl-03.jpg", folder)
    shutil.copy2(sample_photos / "pebble-cairn-01.jpg", folder / "a cairn.jpg")
    shutil.copy2(sample_photos / "pebble-cairn-01 (1).jpg", folder / "café")
    shutil.copy2(sample_photos / "alpine-lake-01-small.jpg", folder / "small.jpg")
    shutil.copy2(sample_photos / "alpine-lake-01.jpg", folder / "a lake.jpg")
    shutil.copytree(
        plant(folder / "a lake.jpg", folder.parent)["exact"].parent, folder / "copies/exact"
    )
    extract(folder)
    return folder


@pytest.fixture
def photos(database: Database, extracted: Path) -> Iterator[Path]:
    """The folder as it was extracted, loaded and linked; restored after the test."""
    saved = Path(tempfile.mkdtemp()) / "saved"
    shutil.copytree(extracted, saved, symlinks=True)
    load_collection(home().embeddings / ROOT / NETWORK / "embeddings.parquet", database, home())
    link_photos(database, home(), LinkOptions(NETWORK))
    yield extracted
    shutil.rmtree(extracted)
    shutil.copytree(saved, extracted)
    shutil.rmtree(saved.parent)


@pytest.fixture
def groups(database: Database, photos: Path) -> list[DuplicateGroup]:
    return found_copies(database)


def state(folder: Path) -> State:
    """The sha256 of every file below a folder but the undo files."""
    return {
        file.relative_to(folder).as_posix(): sha256_of(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith("undo-")
    }


def undo_file(folder: Path) -> Path:
    [file] = folder.glob("undo-*.json")
    return file


@pytest.mark.slow
def test_the_copies_move_and_come_back_with_every_byte(photos: Path, tmp_path: Path) -> None:
    before, aside = state(photos), tmp_path / "aside"

    moved = run_photograph("duplicates", "--move-to", aside)
    there, left = state(aside), state(photos)
    back = run_photograph("duplicates", "--undo", undo_file(aside))

    assert moved.code == back.code == 0, moved.err + back.err
    assert there.keys() == COPIES
    assert {**left, **there} == before
    assert left.keys().isdisjoint(there)
    assert str(undo_file(aside)) in moved.err
    assert state(photos) == before
    assert state(aside) == {}


def test_a_second_undo_and_an_undo_of_what_never_moved_change_nothing(
    photos: Path, groups: list[DuplicateGroup], tmp_path: Path
) -> None:
    before = state(photos)
    undo = write_undo_file(plan_moves(groups, tmp_path / "aside", home()))

    assert move_back(undo, home()) == 0
    assert move_back(undo, home()) == 0
    assert state(photos) == before


@pytest.mark.parametrize("stop_at", [0, 1, 2])
def test_stopped_in_the_middle_nothing_is_lost_and_undo_brings_all_back(
    photos: Path,
    groups: list[DuplicateGroup],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop_at: int,
) -> None:
    """Ctrl-C between the new name and the end of the old one: the file has both."""
    before, aside = state(photos), tmp_path / "aside"
    plan = plan_moves(groups, aside, home())
    undo = write_undo_file(plan)
    unlink = Path.unlink

    def stop(file: Path, missing_ok: bool = False) -> None:
        if file == plan.moves[stop_at].source:
            raise KeyboardInterrupt
        unlink(file, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", stop)
        with pytest.raises(KeyboardInterrupt):
            carry_out(plan)
    assert {**state(photos), **state(aside)} == before
    assert len(state(aside)) == stop_at + 1

    move_back(undo, home())

    assert state(photos) == before
    assert state(aside) == {}


def other_file_system(tmp_path: Path) -> Path | None:
    """A new folder on another file system than the tests', where this machine has one."""
    for place in map(Path, ("/dev/shm", "/run/shm", "/var/tmp")):  # noqa: S108
        if os.access(place, os.W_OK) and place.stat().st_dev != tmp_path.stat().st_dev:
            return Path(tempfile.mkdtemp(dir=place))
    return None


def test_to_another_file_system_and_back(
    photos: Path, groups: list[DuplicateGroup], tmp_path: Path
) -> None:
    aside = other_file_system(photos)
    if aside is None:
        pytest.skip("this machine has one file system only: mount a tmpfs on /dev/shm")
    before = state(photos)
    times = {file.name: file.stat().st_mtime_ns for file in photos.rglob("*.jpg")}
    try:
        plan = plan_moves(groups, aside, home())
        undo = write_undo_file(plan)
        carry_out(plan)
        assert {**state(photos), **state(aside)} == before
        assert state(aside).keys() == COPIES
        assert move_back(undo, home()) == len(COPIES)
    finally:
        shutil.rmtree(aside)

    assert state(photos) == before
    assert times == {file.name: file.stat().st_mtime_ns for file in photos.rglob("*.jpg")}


def refused(photos: Path, aside: Path, what: str, next_step: str) -> None:
    before = state(photos)
    ran = run_photograph("duplicates", "--move-to", aside)
    assert_one_line(ran, what, next_step)
    assert state(photos) == before
    assert not list(aside.glob("undo-*.json"))


@pytest.mark.slow
def test_refusals_before_anything_moves(photos: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    refused(photos, photos / "copies", "is inside the photos of moving", "outside of")
    (tmp_path / "link").symlink_to(photos)
    refused(photos, tmp_path / "link" / "x", "is inside the photos of moving", "outside of")

    aside.mkdir()
    (aside / "small.jpg").write_bytes(b"mine")
    refused(photos, aside, "small.jpg exists already", "--move-to DIR")
    assert (aside / "small.jpg").read_bytes() == b"mine"
    (aside / "small.jpg").unlink()

    (photos / "small.jpg").write_bytes(b"edited")
    refused(photos, aside, "small.jpg has changed since it was extracted", "photograph extract")
    (photos / "small.jpg").unlink()
    refused(photos, aside, "small.jpg any more", "photograph extract")


def test_a_copy_stays_where_the_photo_to_keep_is_gone_or_changed(
    photos: Path, tmp_path: Path
) -> None:
    (photos / "a cairn.jpg").write_bytes(b"edited")
    refused(photos, tmp_path / "aside", "a cairn.jpg has changed", "photograph extract")
    (photos / "a cairn.jpg").unlink()
    refused(photos, tmp_path / "aside", "a cairn.jpg any more", "photograph extract")


def test_what_a_link_points_at_stays(photos: Path, tmp_path: Path) -> None:
    keep, other = photos / "a cairn.jpg", photos / "café/pebble-cairn-01 (1).jpg"
    keep.unlink()
    keep.symlink_to(other)
    refused(photos, tmp_path / "aside", "are one file, by a symbolic link", "Remove the link")


def test_photos_that_were_not_extracted_here(
    photos: Path, groups: list[DuplicateGroup], tmp_path: Path
) -> None:
    with pytest.raises(PhotographError, match="does not know where the photos"):
        plan_moves(groups, tmp_path / "aside", Home(tmp_path))


def test_undo_refuses_to_overwrite_and_to_guess(photos: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    assert run_photograph("duplicates", "--move-to", aside).code == 0
    moved = state(aside)
    (photos / "small.jpg").write_bytes(b"new")

    in_the_way = run_photograph("duplicates", "--undo", undo_file(aside))

    assert_one_line(in_the_way, "Another file is at", "Move it away")
    assert state(aside) == moved
    (photos / "small.jpg").unlink()
    (aside / "small.jpg").unlink()
    lost = run_photograph("duplicates", "--undo", undo_file(aside))
    assert_one_line(lost, "is neither there nor at", "Find the photo")
    assert len(state(aside)) == len(moved) - 1
    no_undo = run_photograph("duplicates", "--undo", photos / "a lake.jpg")
    assert_one_line(no_undo, "is no undo file", "undo-….json")


def test_the_undo_file_names_every_move_before_the_first(
    groups: list[DuplicateGroup], photos: Path, tmp_path: Path
) -> None:
    plan = plan_moves(groups, tmp_path / "aside", home())

    named = json.loads(write_undo_file(plan).read_text())["moves"]

    assert {move["from"] for move in named} == {str(photos / path) for path in COPIES}
    assert {move["to"] for move in named} == {str(tmp_path / "aside" / path) for path in COPIES}
    assert all(sha256_of(Path(move["from"])) == move["sha256"] for move in named)


def test_only_some_kinds_move(photos: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside"

    assert run_photograph("duplicates", "--kind", "exact", "--move-to", aside).code == 0
    both = run_photograph("duplicates", "--dry-run", "--move-to", aside)

    assert state(aside).keys() == COPIES - {"small.jpg"}
    assert_one_line(both, "can't be combined", "Give one")
