"""Photos are found by extension, once each, and what is not a person's photo is left out."""

from __future__ import annotations

import errno
import os
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from photograph.collection.contract import UnreadFolder
from photograph.collection.find_photos import find_photos
from photograph.collection.passed_over import describe_passed_over
from photograph.errors import PhotographError
from tests.unprivileged import open_folder, unprivileged


def make(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")


def paths(root: Path) -> list[str]:
    return [photo.path for photo in find_photos(root).photos]


def test_photos_are_found_in_folders_whatever_the_case(tmp_path: Path) -> None:
    make(tmp_path, "b.JPG", "a.jpeg", "sub/deep/c.HeIc", "d.webp", "e.txt", "f.mp4", "jpg")

    assert paths(tmp_path) == ["a.jpeg", "b.JPG", "d.webp", "sub/deep/c.HeIc"]


def test_hidden_files_and_folders_of_thumbnails_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.jpg", ".thumbs/a.jpg", "@eaDir/b.jpg", "#recycle/c.jpg", "ok/d.jpg")

    assert paths(tmp_path) == ["ok/d.jpg"]


def test_a_loop_of_links_ends_and_a_linked_folder_is_entered_once(tmp_path: Path) -> None:
    make(tmp_path, "photos/a.jpg", "elsewhere/b.jpg")
    (tmp_path / "photos/loop").symlink_to(tmp_path / "photos")
    (tmp_path / "photos/self").symlink_to(tmp_path / "photos/self")
    (tmp_path / "photos/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "photos/linked-again").symlink_to(tmp_path / "elsewhere")

    assert paths(tmp_path / "photos") == ["a.jpg", "linked/b.jpg"]


def test_paths_are_nfc_and_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Ångström.jpg")
    make(tmp_path, decomposed, "é.jpg", unicodedata.normalize("NFD", "é.jpg"))

    found = find_photos(tmp_path)

    assert [photo.path for photo in found.photos] == ["Ångström.jpg", "é.jpg"]
    assert [photo.path for photo, _ in found.refused] == ["é.jpg"]


def test_a_name_that_is_not_utf8_is_refused_with_a_reason(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.jpg")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")

    found = find_photos(tmp_path)

    assert found.photos == []
    assert [(photo.path, reason) for photo, reason in found.refused] == [
        ("bad\\xff.jpg", "its name is not valid UTF-8: rename it")
    ]


def test_a_link_to_nothing_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nothing.jpg")

    [(photo, reason)] = find_photos(tmp_path).refused

    assert (photo.path, reason) == ("gone.jpg", "it can't be opened: No such file or directory")


def test_a_missing_folder_and_a_file_are_clear_failures(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg")

    with pytest.raises(PhotographError, match="There is no folder"):
        find_photos(tmp_path / "none")
    with pytest.raises(PhotographError, match="is no folder"):
        find_photos(tmp_path / "a.jpg")


def test_a_folder_that_may_not_be_read_is_named_with_its_reason() -> None:
    with open_folder() as root:
        make(root, "a/x.jpg", "b/y.jpg", "b/deeper/z.jpg", "c/listed.jpg")
        (root / "b").chmod(0)
        (root / "c").chmod(0o444)
        with unprivileged():
            found = find_photos(root)

    assert [photo.path for photo in found.photos] == ["a/x.jpg"]
    assert found.unread == (UnreadFolder("b", "Permission denied"),)
    assert found.unopened == {"c/listed.jpg"}
    assert found.refused[0][1] == "it can't be opened: Permission denied"


def test_a_listing_that_breaks_in_the_middle_keeps_what_came_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, *(f"b/{number}.jpg" for number in range(9)), "c/x.jpg")
    monkeypatch.setattr("photograph.collection.walk.os.scandir", breaking(tmp_path / "b", after=4))

    found = find_photos(tmp_path)

    assert found.unread == (UnreadFolder("b", "Input/output error"),)
    assert len(found.photos) == 5
    assert found.empty == frozenset()


def breaking(folder: Path, after: int):  # type: ignore[no-untyped-def]
    """A listing as of a disk with bad blocks: one folder fails after so many entries."""
    whole = os.scandir

    @contextmanager
    def scandir(path):  # type: ignore[no-untyped-def]
        with whole(path) as listing:
            yield failing(listing) if path == folder else listing

    def failing(listing: Iterator[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        for _ in range(after):
            yield next(listing)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    return scandir


@pytest.mark.parametrize(
    ("left", "refused"), [(100, []), (3, ["it can't be opened: File name too long"])]
)
def test_paths_that_are_too_long_are_reasons_of_their_own(
    tmp_path: Path, left: int, refused: list[str]
) -> None:
    """Names of 200 characters, one folder in the other, go past the 4,095 that Linux takes.

    The last folder that can be listed has `left` characters for its photo, which needs six.
    """
    pad = (4095 - len(os.fsencode(tmp_path)) - len("//long") - left) % 201
    root = tmp_path / ("p" * (pad or 201))
    make(root, "good.jpg")
    depth = deep_folders(root / "long", "d" * 200, 30)

    found = find_photos(root)

    assert "good.jpg" in {photo.path for photo in found.photos}
    assert 1 < len(found.photos) < depth
    assert [reason for _, reason in found.refused] == refused
    [unread] = found.unread
    assert unread.reason == "File name too long"
    assert unread.path.startswith("long/" + "d" * 200)


@pytest.mark.slow
def test_folders_two_thousand_levels_deep_are_entered(tmp_path: Path) -> None:
    with open_folder() as root:
        deep_folders(root / "a", "d", 2000, every=500)

        found = find_photos(root)
        subprocess.run(["rm", "-rf", root / "a"], check=True)  # rmtree is recursive

    assert len(found.photos) == 4
    assert found.unread == ()
    assert max(photo.path.count("/") for photo in found.photos) == 2001


def deep_folders(first: Path, name: str, depth: int, every: int = 1) -> int:
    """Folders in each other, photos in some, made step by step as their paths are too long."""
    first.mkdir()
    here = os.open(first, os.O_RDONLY)
    for level in range(depth):
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        if (level + 1) % every == 0:
            os.close(os.open("x.jpg", os.O_CREAT | os.O_WRONLY, dir_fd=inner))
        os.close(here)
        here = inner
    os.close(here)
    return depth


def test_a_folder_of_links_that_lead_nowhere_is_known_and_an_empty_one_too(tmp_path: Path) -> None:
    make(tmp_path, "photos/a.jpg")
    (tmp_path / "photos/drive").symlink_to("/nowhere/at/all")
    (tmp_path / "photos/self").symlink_to(tmp_path / "photos/self")
    (tmp_path / "photos/mount/point").mkdir(parents=True)

    found = find_photos(tmp_path / "photos")

    assert {link.path for link in found.broken} == {"drive", "self"}
    assert found.empty == {"mount/point"}
    assert found.unread == ()


def test_files_that_are_passed_over_are_counted_by_extension(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "b.MOV", "sub/c.mov", "sub/d.mov", "e.dng", "f.DNG", "b.jpg.xmp", "x")
    make(tmp_path, ".hidden.mov", "@eaDir/y.mov", "Dear Dr. Who", "bad\x1b.\x1b[31m", "g.jxl")

    told = describe_passed_over(find_photos(tmp_path).passed_over)

    assert told == "Passed over: 3 .mov, 3 without extension, 2 .dng, 1 .jxl, 1 .xmp"


def test_many_kinds_that_are_passed_over_stay_one_line() -> None:
    told = describe_passed_over({f".k{number:02}": 100 - number for number in range(20)} | {"": 1})

    assert told.startswith("Passed over: 100 .k00, 99 .k01, ")
    assert told.endswith(", 89 .k11, 677 of 9 other kinds")
    assert describe_passed_over({}) == ""
