"""Where copies would go is planned from the graph, which others may have written too."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.collection.roots import remember_root
from photograph.errors import PhotographError
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.duplicate_group import DuplicateCopy, DuplicateGroup
from photograph.jobs.duplicates.file_content import sha256_of
from photograph.jobs.duplicates.moves import FileMove
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.plan_moves import plan_moves
from photograph.settings import Home
from tests.jobs.test_verified_move import photo_at


def copy(file: Path, path: str, root: str = "photos") -> Candidate:
    return Candidate(root, path, sha256_of(file), 7, 10, 10, "JPEG")


def group(keep: Candidate, *others: Candidate) -> list[DuplicateGroup]:
    copies = [DuplicateCopy(one, DuplicateKind.EXACT, 1.0, keep, True) for one in others]
    return [DuplicateGroup(keep, "", tuple(copies))]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A photo root with a photo and its copy; beside it a file that is not ours."""
    for name in ("photos/a.jpg", "photos/sub/a copy.jpg", "outside/a.jpg"):
        photo_at(tmp_path / name)
    remember_root("photos", tmp_path / "photos", Home(tmp_path / "home"))
    return tmp_path / "photos"


def refused(photos: Path, groups: list[DuplicateGroup], match: str) -> None:
    folder = photos.parent
    with pytest.raises(PhotographError, match=match):
        plan_moves(groups, folder / "aside", Home(folder / "home"))


def test_a_copy_goes_to_its_path_below_the_folder(photos: Path) -> None:
    source = photos / "sub/a copy.jpg"
    groups = group(copy(source, "a.jpg"), copy(source, "sub/a copy.jpg"))

    plan = plan_moves(groups, photos.parent / "aside", Home(photos.parent / "home"))

    target = photos.parent / "aside/sub/a copy.jpg"
    assert plan.moves == (FileMove(source, target, sha256_of(source)),)


def test_a_path_of_the_graph_that_leads_out_of_the_photos(photos: Path) -> None:
    outside = photos.parent / "outside/a.jpg"
    keep = copy(outside, "a.jpg")

    refused(photos, group(keep, copy(outside, "../outside/a.jpg")), "outside of the photo folders")
    refused(photos, group(keep, copy(outside, f"/{outside}")), "any more")
    (photos / "out").symlink_to(outside.parent)
    refused(photos, group(keep, copy(outside, "out/a.jpg")), "outside of the photo folders")


def test_a_folder_of_copies_with_a_link_into_the_photos(photos: Path) -> None:
    (photos.parent / "aside").mkdir()
    (photos.parent / "aside/sub").symlink_to(photos / "sub")
    keep = copy(photos / "a.jpg", "a.jpg")

    refused(photos, group(keep, copy(photos / "a.jpg", "sub/a copy.jpg")), "A link leads")


def test_a_photo_of_two_roots_is_no_copy_of_itself(photos: Path) -> None:
    """One root inside the other: the graph has its photos twice."""
    remember_root("sub", photos / "sub", Home(photos.parent / "home"))
    file = photos / "sub/a copy.jpg"

    refused(
        photos,
        group(copy(file, "sub/a copy.jpg"), copy(file, "a copy.jpg", "sub")),
        "are one file, by a symbolic link or by two photo roots",
    )
