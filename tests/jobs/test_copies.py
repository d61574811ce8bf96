"""What is a copy, by pixels: the inputs by which an embedding alone is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageChops

from bench.copies.hard import SETS, hard_pictures
from bench.copies.planted import open_upright, plant
from photograph.commands.extract import extract
from photograph.graph.database import Database
from photograph.jobs.duplicates.duplicate_group import DuplicateCopy, DuplicateGroup
from photograph.jobs.duplicates.options import SPARE_KINDS
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import empty_database
from tests.jobs.found_copies import found_copies

pytestmark = pytest.mark.slow

NETWORK = "efficientnet-lite0"
NOON = datetime(2024, 6, 12, 12)
# What is done to each of these photos, and what the copy is called.
PLANTED = {
    "lemon-bowl-03": {"q20": "re-encoded", "256px": "resized", "mirrored": "mirrored"},
    "sunset-coast-02": {"turned-90": "turned", "turned-180": "turned", "gif": "re-encoded"},
    "city-skyline-04": {"grey": "edited", "watermark": "edited", "brighter": "edited"},
    "snow-cabin-01": {"border": "cropped", "crop-80": "cropped", "crop-80-sides": "cropped"},
    "desert-dunes-02": {"128px": "resized", "cmyk": "re-encoded", "webp": "re-encoded"},
}


def save_with_time(picture: Image.Image, to: Path, at: datetime, fraction: str = "") -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker", "Model 1"
    tags = exif.get_ifd(ExifTags.IFD.Exif)
    tags[ExifTags.Base.DateTimeOriginal] = at.strftime("%Y:%m:%d %H:%M:%S")
    if fraction:
        tags[ExifTags.Base.SubsecTimeOriginal] = fraction
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (46.0, 30.0, 0.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (8.0, 15.0, 0.0)
    to.parent.mkdir(parents=True, exist_ok=True)
    picture.save(to, quality=93, exif=exif)


@pytest.fixture(scope="module")
def folder(
    session_folder: Home, sample_photos: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Photos with planted copies, and pictures that look like copies and are none; extracted."""
    below = tmp_path_factory.mktemp("photos") / "judged"
    for name, makers in PLANTED.items():
        shutil.copytree(sample_photos, below, dirs_exist_ok=True, ignore=_all_but(f"{name}.jpg"))
        for maker in makers:
            plant(sample_photos / f"{name}.jpg", maker, below)
    for name, picture in hard_pictures():
        picture.save(below / f"{name}.jpg", quality=92)
    _write_camera(sample_photos, below / "camera")
    _write_bursts(sample_photos, below / "bursts")
    extract(below)
    return below


def _all_but(kept: str) -> Callable[[str, list[str]], list[str]]:
    return lambda _, names: [name for name in names if name != kept]


def _write_camera(sample_photos: Path, to: Path) -> None:
    """A camera's JPEG with time and place, and what becomes of it on a phone."""
    picture = open_upright(sample_photos / "pebble-cairn-02.jpg")
    save_with_time(picture, to / "IMG_1.jpg", NOON)
    smaller = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
    smaller.save(to / "messenger.jpg", quality=70)
    picture.save(to / "screenshot.png")
    picture.resize((picture.width * 2, picture.height * 2)).save(to / "upscaled.jpg", quality=95)
    save_with_time(picture, to / "zone.jpg", NOON + timedelta(hours=2))
    save_with_time(picture.convert("RGB"), to / "edited-later.jpg", NOON + timedelta(days=400))


def _write_bursts(sample_photos: Path, to: Path) -> None:
    """Two frames of one second, by a hand that shakes; and two by one that does not."""
    for name, shift in (("alpine-lake-02", 5), ("foggy-pines-03", 0)):
        picture = open_upright(sample_photos / f"{name}.jpg")
        save_with_time(picture, to / f"{name}-a.jpg", NOON, "016")
        save_with_time(ImageChops.offset(picture, shift, 0), to / f"{name}-b.jpg", NOON, "550")


@pytest.fixture(scope="module")
def graph(folder: Path, neo4j: Home) -> Iterator[Database]:
    with empty_database() as database:
        file = home().embeddings / folder.name / NETWORK / "embeddings.parquet"
        load_collection(file, database, home())
        link_photos(database, home(), LinkOptions(NETWORK))
        yield database


@pytest.fixture(scope="module")
def groups(graph: Database) -> list[DuplicateGroup]:
    return found_copies(graph)


def group_with(groups: list[DuplicateGroup], path: str) -> dict[str, DuplicateCopy | None]:
    """The group of a photo, by path; None is the one to keep. Empty where it is in none."""
    for group in groups:
        found = {group.keep.path: None, **{copy.photo.path: copy for copy in group.copies}}
        if path in found:
            return found
    return {}


@pytest.mark.parametrize("name", PLANTED)
def test_each_copy_is_of_its_kind(groups: list[DuplicateGroup], name: str) -> None:
    found = group_with(groups, f"{name}.jpg")

    kinds = {path.split("/")[0]: copy.kind for path, copy in found.items() if copy}
    assert kinds == PLANTED[name]
    for copy in filter(None, found.values()):
        assert copy.goes == (copy.kind in SPARE_KINDS)


@pytest.mark.parametrize("kind", [*SETS, "frame"])
def test_what_looks_like_a_copy_and_is_none(groups: list[DuplicateGroup], kind: str) -> None:
    """Documents of one layout, some of which differ by a digit; a scene; and blank frames."""
    alike = [path for group in groups for path in paths(group) if path.startswith(kind)]

    assert alike == [], [kinds(group) for group in groups if kind in str(paths(group))]


def test_the_one_with_the_facts_is_kept(groups: list[DuplicateGroup]) -> None:
    found = group_with(groups, "camera/IMG_1.jpg")

    assert {path for path in found if path.startswith("camera/")} == set(found)
    [keep] = [path for path, copy in found.items() if copy is None]
    assert keep in ("camera/IMG_1.jpg", "camera/zone.jpg", "camera/edited-later.jpg")
    assert {path for path, copy in found.items() if copy and copy.goes} == set(found) - {keep}
    assert len(found) == 6


@pytest.mark.parametrize("name", ["alpine-lake-02", "foggy-pines-03"])
def test_fractions_of_a_second_tell_frames_apart(groups: list[DuplicateGroup], name: str) -> None:
    found = group_with(groups, f"bursts/{name}-a.jpg")

    [copy] = filter(None, found.values())
    assert copy.kind == "near"
    assert not copy.goes


def test_each_photo_is_in_one_group(groups: list[DuplicateGroup]) -> None:
    every = [path for group in groups for path in paths(group)]

    assert len(every) == len(set(every))


def paths(group: DuplicateGroup) -> list[str]:
    return [group.keep.path, *(copy.photo.path for copy in group.copies)]


def kinds(group: DuplicateGroup) -> dict[str, tuple[str, float]]:
    return {copy.photo.path: (copy.kind, copy.score) for copy in group.copies}
