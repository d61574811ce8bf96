"""What albums are called, and which album of before each one is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from photograph.jobs.albums.identity import album_ids
from photograph.jobs.albums.members import AlbumMember
from photograph.jobs.albums.names import propose_names

ALP = AlbumMember(
    1,
    "r",
    "a.jpg",
    datetime(2024, 6, 12),
    46.52,
    -8.25,
    labels=(("alp", 0.6), ("lakeside, lakeshore", 0.3), ("hay", 0.01)),
)


def named(*members: AlbumMember, taken: frozenset[str] = frozenset()) -> str:
    return propose_names([list(members)], set(taken))[0]


def test_labels_and_month() -> None:
    assert named(ALP, replace(ALP, id=2)) == "alp, lakeside · June 2024"


@pytest.mark.parametrize(
    ("last", "dates"),
    [
        (datetime(2024, 6, 30), "June 2024"),
        (datetime(2024, 8, 1), "June to August 2024"),
        (datetime(2026, 1, 1), "2024 to 2026"),
    ],
)
def test_dates(last: datetime, dates: str) -> None:
    assert named(ALP, replace(ALP, taken_at=last)) == f"alp, lakeside · {dates}"


def test_labels_count_by_their_scores_where_two_photos_share_them() -> None:
    other = replace(ALP, labels=(("lakeside", 0.5), ("goose", 0.9)))

    assert named(ALP, other) == "lakeside · June 2024"


def test_what_is_not_known_is_left_out() -> None:
    nothing = AlbumMember(1, "r", "a.jpg")

    assert named(replace(ALP, labels=())) == "June 2024"
    assert named(replace(ALP, labels=(), taken_at=None)) == "46.5°N 8.2°W"
    assert named(nothing) == "Album"


def test_no_name_is_given_twice() -> None:
    unplaced = replace(ALP, latitude=None, longitude=None)

    names = propose_names([[ALP], [ALP], [ALP], [unplaced]], {"alp, lakeside · June 2024 (2)"})

    assert names == [
        "alp, lakeside · June 2024",
        "alp, lakeside · June 2024 · 46.5°N 8.2°W",
        "alp, lakeside · June 2024 · 46.5°N 8.2°W (2)",
        "alp, lakeside · June 2024 (3)",
    ]


def test_identity_goes_to_the_album_that_shares_most() -> None:
    def album(*before: str | None) -> list[AlbumMember]:
        return [replace(ALP, id=i, album=old) for i, old in enumerate(before)]

    split = album_ids([album("a"), album("a", "a", "b"), album("b"), album(None)])
    joined = album_ids([album("a", "a", "b", "b", "b")])

    assert split[1] == "a"
    assert split[2] == "b"
    assert len(set(split)) == 4
    assert joined == ["b"]
