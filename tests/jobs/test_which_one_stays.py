"""Which photo of a group stays: what holds more, the original, what a person said and asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bench.copies.planted import open_upright, plant
from photograph.commands.extract import extract
from photograph.extract.pictures import picture_opener
from photograph.graph.database import Database
from photograph.jobs.albums.find import AlbumOptions, find_albums
from photograph.jobs.albums.write import write_albums
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.duplicate_group import DuplicateCopy, DuplicateGroup
from photograph.jobs.duplicates.find import find_duplicates
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.jobs.duplicates.proof_store import ProofStore
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import empty_database, run_photograph
from tests.extract.dated_photos import xmp_keywords
from tests.films import film, motion_photo
from tests.jobs.found_copies import found_copies, paths
from tests.test_failures import assert_one_line

pytestmark = pytest.mark.slow

MADE_OF_IT = ("upscaled", "grey", "watermark", "border", "screenshot", "crop-80")


@pytest.fixture(scope="module")
def folder(
    session_folder: Home, sample_photos: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    below = tmp_path_factory.mktemp("photos") / "stays"
    below.mkdir()
    names = sorted(photo.name for photo in sample_photos.glob("*-02.jpg"))
    pictures = [open_upright(sample_photos / name) for name in names]
    _write_more_than_a_still(pictures, below)
    pictures[1].save(below / "plain.jpg", quality=88)
    for maker in MADE_OF_IT:
        plant(below / "plain.jpg", maker, below)
    pictures[3].save(below / "untagged.jpg", quality=95)
    pictures[3].save(below / "tagged.jpg", quality=70, xmp=xmp_keywords("Anna"))
    pictures[4].save(below / "masters.jpg", quality=60)
    (below / "masters").mkdir()
    pictures[4].save(below / "masters/a.jpg", quality=50)
    extract(below)
    return below


def _write_more_than_a_still(pictures: list[Image.Image], to: Path) -> None:
    """A motion photo, an animation and a TIFF of two pages, each beside a still with more bytes."""
    first, second, third = (of.resize((640, 480)) for of in pictures[:3])
    clip = film([first.resize((160, 120))] * 5, to / "clip.mp4")
    (to / "clip.mp4").unlink()
    first.save(to / "still.jpg", quality=70)
    (to / "motion.jpg").write_bytes(motion_photo((to / "still.jpg").read_bytes(), clip))
    first.save(to / "still.jpg", quality=97)
    for name, rest in (("animation", [first]), ("animation-2", [third])):
        second.save(to / f"{name}.webp", quality=80, save_all=True, append_images=rest)
    second.save(to / "frame.jpg", quality=97)
    # Pillow 12: an image that was saved as a JPEG keeps what TIFF's encoder does not take.
    third.save(to / "pages.tif", save_all=True, append_images=[first.copy()])
    third.save(to / "page.png")


@pytest.fixture(scope="module")
def graph(folder: Path, neo4j: Home) -> Iterator[Database]:
    with empty_database() as database:
        file = home().embeddings / folder.name / "efficientnet-lite0" / "embeddings.parquet"
        load_collection(file, database, home())
        link_photos(database, home(), LinkOptions())
        write_albums(database, find_albums(database, AlbumOptions()))
        yield database


@pytest.fixture(scope="module")
def groups(graph: Database) -> list[DuplicateGroup]:
    return found_copies(graph)


def group_of(groups: list[DuplicateGroup], path: str) -> DuplicateGroup:
    [found] = [group for group in groups if path in paths(group)]
    return found


def copy_of(groups: list[DuplicateGroup], path: str) -> DuplicateCopy:
    [found] = [copy for copy in group_of(groups, path).copies if copy.photo.path == path]
    return found


@pytest.mark.parametrize(
    ("more", "still", "why"),
    [
        ("motion.jpg", "still.jpg", "holds the most"),
        ("animation.webp", "frame.jpg", "the most bytes"),  # than the other animation
        ("pages.tif", "page.png", "holds the most"),
        ("tagged.jpg", "untagged.jpg", "holds the most"),
    ],
)
def test_the_one_with_more_in_it_is_kept(
    groups: list[DuplicateGroup], more: str, still: str, why: str
) -> None:
    assert group_of(groups, more).keep.path == more
    assert why in group_of(groups, more).why
    assert copy_of(groups, still).goes


def test_an_animation_that_only_begins_as_another_stays(groups: list[DuplicateGroup]) -> None:
    found = copy_of(groups, "animation-2.webp")

    assert not found.goes
    assert "only the first is compared" in found.stays


def test_an_original_is_kept_before_what_was_made_of_it(groups: list[DuplicateGroup]) -> None:
    group = group_of(groups, "plain.jpg")

    assert {path.split("/")[0] for path in paths(group)} == {"plain.jpg", *MADE_OF_IT}
    assert group.keep.path == "plain.jpg", [(c.photo.path, c.photo.derived) for c in group.copies]
    assert "is an original" in group.why
    assert copy_of(groups, "upscaled/plain.jpg").goes


def test_nothing_of_the_program_s_own_counts_as_said_by_a_person(
    groups: list[DuplicateGroup],
) -> None:
    said = [word for group in groups for one in (group.keep, *_photos(group)) for word in one.said]

    assert said == []


def _photos(group: DuplicateGroup) -> list[Candidate]:
    return [copy.photo for copy in group.copies]


def test_a_second_run_opens_no_file(
    graph: Database, groups: list[DuplicateGroup], tmp_path: Path
) -> None:
    opened: list[str] = []
    open_it = picture_opener(home())

    def look(root: str, path: str, content_hash: str, side: int) -> Image.Image | None:
        opened.append(path)
        return open_it(root, path, content_hash, side)

    with ProofStore(tmp_path / "proofs.sqlite") as store:
        find_duplicates(graph, DuplicateOptions(), lambda *_: None, store)
        unseen = find_duplicates(graph, DuplicateOptions(), look, store)
        seen = len(opened)
        known = find_duplicates(graph, DuplicateOptions(), look, store)

    assert seen > 0  # what was told without the files is not kept
    assert unseen == known == groups
    assert len(opened) == seen


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ([], "masters.jpg"),
        (["folder:stays/masters"], "masters/a.jpg"),
        (["folder:stays/masters/", "largest"], "masters/a.jpg"),
        (["largest,folder:stays/masters"], "masters/a.jpg"),
        (["largest,heaviest", "folder:stays/masters"], "masters.jpg"),
    ],
)
def test_what_a_person_asks_for_is_kept(graph: Database, asked: list[str], kept: str) -> None:
    options = [part for text in asked for part in ("--keep", text)]

    listed = run_photograph("duplicates", "--dry-run", *options)

    assert listed.code == 0, listed.err
    [line] = [line for line in listed.out.splitlines() if f"stays/{kept} " in line]
    assert " keep " in line


def test_a_folder_is_named_by_where_it_is_as_well(graph: Database, folder: Path) -> None:
    listed = run_photograph("duplicates", "--dry-run", "--keep", f"folder:{folder}/masters")

    assert f"It is in {folder}/masters." in listed.out


def test_with_other_rules_another_one_is_kept(graph: Database, folder: Path) -> None:
    listed = run_photograph("duplicates", "--dry-run", "--keep", "largest")

    [line] = [line for line in listed.out.splitlines() if "stays/upscaled/plain.jpg " in line]
    assert " keep " in line
    assert "It has the most pixels." in line


@pytest.mark.parametrize(
    ("asked", "what", "next_step"),
    [
        ("biggest", "'biggest' is nothing to keep photos by", "--keep original,largest"),
        ("", "'' is nothing to keep photos by", "--keep original,largest"),
        ("folder:nowhere", "no photos in a folder nowhere", "folder:ROOT/FOLDER"),
        ("folder:stays/mast", "no photos in a folder stays/mast", "folder:ROOT/FOLDER"),
    ],
)
def test_what_can_t_be_asked_for_is_one_line(
    graph: Database, asked: str, what: str, next_step: str
) -> None:
    assert_one_line(run_photograph("duplicates", "--keep", asked), what, next_step)
