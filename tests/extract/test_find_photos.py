"""Photos are found by extension, once each, and what is not a person's photo is left out."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from extract.find_photos import find_photos
from photograph.errors import PhotographError


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
