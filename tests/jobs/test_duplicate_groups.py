"""Which photos are one group: never by a chain, never against what time, camera or shape say."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photograph.graph.database import Database
from photograph.jobs.duplicates.find import DuplicateGroup, find_duplicates
from photograph.jobs.duplicates.options import DuplicateKind, DuplicateOptions
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.verdicts import PairVerdict, give_verdict
from photograph.load.run import load_collection
from photograph.settings import home
from tests.embeddings import photo_row, provenance, write_embeddings

NOON = datetime(2024, 6, 12, 12)
Photo = dict[str, Any]


def at(degrees: float, dims: int = 8) -> list[float]:
    """A unit vector in a plane: the cosine of two is that of the angle between them."""
    vector = np.zeros(dims, np.float32)
    vector[:2] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return [float(value) for value in vector]


def groups_of(
    database: Database, folder: Path, photos: dict[str, Photo], **options: Any
) -> list[DuplicateGroup]:
    """The groups of photos that are given by path, each by its angle and what else differs."""
    rows = [
        photo_row(path, at(photo["degrees"]), **{k: v for k, v in photo.items() if k != "degrees"})
        for path, photo in photos.items()
    ]
    load_collection(write_embeddings(folder / "e.parquet", rows, provenance()), database, home())
    link_photos(database, home(), LinkOptions(cutoff=0.5))
    return find_duplicates(database, DuplicateOptions(**options))


def told(groups: list[DuplicateGroup]) -> list[tuple[str, str, set[str]]]:
    return [(g.kind, g.keep.path, {copy.path for copy in g.others}) for g in groups]


@pytest.mark.slow
def test_a_chain_of_photos_that_are_each_like_the_next_is_no_group(
    database: Database, tmp_path: Path
) -> None:
    # Neighbours are 15° apart (cosine .966), the ends 60° (.5); the best is in the middle.
    photos = {f"{n}.jpg": {"degrees": 15 * n, "bytes": 100 + n % 3} for n in range(5)}

    groups = groups_of(database, tmp_path, photos)

    assert told(groups) == [
        (DuplicateKind.RE_ENCODED, "2.jpg", {"1.jpg", "3.jpg"}),
    ]
    for group in groups:
        assert all(copy.cosine >= 0.95 for copy in group.others)


@pytest.mark.slow
def test_a_chain_breaks_into_groups_around_their_best(database: Database, tmp_path: Path) -> None:
    photos = {f"{n}.jpg": {"degrees": 15 * n, "bytes": 200 - n} for n in range(6)}

    groups = groups_of(database, tmp_path, photos)

    assert told(groups) == [
        (DuplicateKind.RE_ENCODED, "0.jpg", {"1.jpg"}),
        (DuplicateKind.RE_ENCODED, "2.jpg", {"3.jpg"}),
        (DuplicateKind.RE_ENCODED, "4.jpg", {"5.jpg"}),
    ]


def test_a_copy_of_a_copy_is_held_against_the_photo_that_stays_in_the_end(
    database: Database, tmp_path: Path
) -> None:
    """b stands for its copy c, so that b is no burst of a where c is not."""
    photos = {
        "a.jpg": {"degrees": 0, "bytes": 3, "taken_at": NOON},
        "b.jpg": {"degrees": 20, "bytes": 2, "taken_at": NOON + timedelta(seconds=5)},
        "c.jpg": {"degrees": 35, "bytes": 1, "taken_at": NOON + timedelta(seconds=5)},
    }

    groups = groups_of(database, tmp_path, photos)

    assert told(groups) == [(DuplicateKind.RE_ENCODED, "b.jpg", {"c.jpg"})]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("differs", "kind"),
    [
        ({}, DuplicateKind.RE_ENCODED),
        ({"format": "PNG", "bytes": 9}, DuplicateKind.RE_ENCODED),
        ({"width": 2000, "height": 1500}, DuplicateKind.RE_ENCODED),
        ({"width": 2000, "height": 1510}, DuplicateKind.RE_ENCODED),
        ({"width": 2000, "height": 1550}, DuplicateKind.NEAR),
        ({"width": 2000, "height": 1550, "taken_at": None}, None),
        ({"taken_at": None, "camera_make": None, "camera_model": None}, DuplicateKind.RE_ENCODED),
        ({"taken_at": NOON + timedelta(seconds=1)}, DuplicateKind.RE_ENCODED),
        ({"taken_at": NOON + timedelta(seconds=2)}, DuplicateKind.NEAR),
        ({"taken_at": NOON + timedelta(seconds=10)}, DuplicateKind.NEAR),
        ({"taken_at": NOON - timedelta(seconds=11)}, None),
        ({"camera_model": "Model 2"}, None),
        ({"degrees": 20}, DuplicateKind.NEAR),
        ({"degrees": 20, "taken_at": None}, None),
        ({"degrees": 30}, None),
        ({"degrees": 90, "content_hash": "0" * 64}, DuplicateKind.EXACT),
    ],
)
def test_the_kind_of_two_photos(
    database: Database, tmp_path: Path, differs: Photo, kind: str | None
) -> None:
    same = {"degrees": 0, "bytes": 10, "taken_at": NOON, "content_hash": "0" * 64}
    other = {**same, "bytes": 9, "content_hash": "1" * 64, **differs}

    groups = groups_of(database, tmp_path, {"a.jpg": same, "b.jpg": other})

    assert [group.kind for group in groups] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("best", "other", "why"),
    [
        ({"width": 4000, "bytes": 1}, {"width": 3990, "bytes": 9}, "more pixels"),
        ({"bytes": 9, "format": "JPEG"}, {"bytes": 8, "format": "PNG"}, "same pixels, more bytes"),
        ({"format": "HEIF"}, {"format": "JPEG"}, "same pixels and bytes, a lossless format"),
        ({}, {"taken_at": NOON + timedelta(seconds=1)}, "taken first"),
        ({}, {"taken_at": None}, "taken first"),
        ({}, {}, "the same in all else, first by path"),
    ],
)
def test_which_one_is_kept_and_why(
    database: Database, tmp_path: Path, best: Photo, other: Photo, why: str
) -> None:
    same = {"degrees": 0, "taken_at": NOON}
    first = "best.jpg" if why.endswith("path") else "z.jpg"

    [group] = groups_of(
        database, tmp_path, {first: {**same, **best}, "other.jpg": {**same, **other}}
    )

    assert (group.keep.path, group.why) == (first, why)


def test_a_cutoff_and_seconds_of_one_s_own(database: Database, tmp_path: Path) -> None:
    photos = {
        "a.jpg": {"degrees": 0, "taken_at": NOON},
        "b.jpg": {"degrees": 30, "taken_at": NOON + timedelta(seconds=60)},
    }

    assert groups_of(database, tmp_path, photos, seconds=60) == []
    assert groups_of(database, tmp_path, photos, cutoff=0.8) == []
    [burst] = groups_of(database, tmp_path, photos, cutoff=0.8, seconds=60)
    assert burst.kind == DuplicateKind.NEAR


@pytest.mark.parametrize("verdict", list(PairVerdict))
def test_a_pair_with_a_verdict_is_in_no_group(
    database: Database, tmp_path: Path, verdict: PairVerdict
) -> None:
    photos = {f"{n}.jpg": {"degrees": n, "bytes": 100 - n} for n in range(3)}
    assert told(groups_of(database, tmp_path, photos)) == [
        (DuplicateKind.RE_ENCODED, "0.jpg", {"1.jpg", "2.jpg"})
    ]

    give_verdict(database, verdict, "1.jpg", "2.jpg")
    between_copies = find_duplicates(database, DuplicateOptions())
    give_verdict(database, verdict, "1.jpg", "0.jpg")
    with_the_best = find_duplicates(database, DuplicateOptions())

    assert told(between_copies) == [(DuplicateKind.RE_ENCODED, "0.jpg", {"1.jpg"})]
    assert told(with_the_best) == [(DuplicateKind.RE_ENCODED, "0.jpg", {"2.jpg"})]


def test_a_verdict_on_exact_copies_that_others_hang_on(database: Database, tmp_path: Path) -> None:
    same = {"degrees": 0, "content_hash": "0" * 64}
    assert len(groups_of(database, tmp_path, {f"{n}.jpg": same for n in range(3)})) == 1

    give_verdict(database, PairVerdict.KEEP_BOTH, "0.jpg", "2.jpg")

    assert told(find_duplicates(database, DuplicateOptions())) == [
        (DuplicateKind.EXACT, "0.jpg", {"1.jpg"})
    ]


def test_a_damaged_photo_is_never_the_one_to_keep(database: Database, tmp_path: Path) -> None:
    photos = {
        "cut.jpg": {"degrees": 0, "bytes": 900, "width": 8000, "height": 6000, "damaged": True},
        "small.jpg": {"degrees": 5, "bytes": 100},
    }

    groups = groups_of(database, tmp_path, photos)

    assert told(groups) == [(DuplicateKind.RE_ENCODED, "small.jpg", {"cut.jpg"})]
    assert groups[0].why == "not damaged"


def test_damaged_photos_alone_are_no_group(database: Database, tmp_path: Path) -> None:
    content = {"a.jpg": "0" * 64, "b.jpg": "1" * 64, "c.jpg": "1" * 64}
    photos: dict[str, Photo] = {
        path: {"degrees": 0, "damaged": True, "content_hash": sha} for path, sha in content.items()
    }

    assert groups_of(database, tmp_path, photos) == []
