"""Albums are split at a long gap in time only where place or weak links say so as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

import numpy as np

from photograph.jobs.albums.members import AlbumMember, Community, MemberLinks
from photograph.jobs.albums.parts import split_by_gaps

DAY = 86_400.0
HERE, ALSO_HERE, FAR = (46.5, 8.2), (46.6, 8.2), (60.2, 24.9)
Pairs = dict[frozenset[int], float]


def full(photos: Iterable[int], weight: float = 1.0) -> Pairs:
    return {frozenset(pair): weight for pair in combinations(photos, 2)}


@dataclass(frozen=True)
class Linked:
    """A photo and the links among it and others."""

    member: AlbumMember
    pairs: Pairs


def photo(
    id_: int, links: Pairs, day: int | None = None, place: tuple[float, float] | None = None
) -> Linked:
    taken_at = None if day is None else datetime(2024, 1, 1) + timedelta(day)
    latitude, longitude = place or (None, None)
    return Linked(AlbumMember(id_, "r", f"{id_:02}.jpg", taken_at, latitude, longitude), links)


def split(photos: list[Linked], days: float = 30) -> list[set[int]]:
    members = [linked.member for linked in photos]
    place = {member.id: index for index, member in enumerate(members)}
    pairs = {pair: weight for linked in photos for pair, weight in linked.pairs.items()}
    ends = np.array([[place[id_] for id_ in pair] for pair in pairs], np.int64).reshape(-1, 2)
    links = MemberLinks(ends[:, 0], ends[:, 1], np.array([*pairs.values()], np.float64))
    parts = split_by_gaps(Community(members, links), days * DAY)
    return [{members[index].id for index in part} for part in parts]


def test_a_gap_alone_parts_nothing() -> None:
    links = full(range(8))

    assert split([photo(i, links, day=i // 4 * 400, place=HERE) for i in range(8)]) == [
        set(range(8))
    ]


def test_a_gap_to_another_place_parts() -> None:
    links = full(range(8))
    places = {i: HERE if i < 4 else FAR for i in range(8)}

    parts = split([photo(i, links, day=i // 4 * 400, place=places[i]) for i in range(8)])

    assert parts == [{0, 1, 2, 3}, {4, 5, 6, 7}]


def test_a_place_nearby_or_a_short_gap_is_no_reason() -> None:
    links = full(range(4))

    near = [photo(i, links, day=i * 100, place=(HERE, ALSO_HERE)[i // 2]) for i in range(4)]
    soon = [photo(i, links, day=i * 3, place=(HERE, FAR)[i // 2]) for i in range(4)]

    assert split(near) == [{0, 1, 2, 3}]
    assert split(soon) == [{0, 1, 2, 3}]
    assert split(soon, days=2) == [{0, 1}, {2, 3}]


def test_a_gap_with_few_links_across_it_parts() -> None:
    """Of 13 links one goes across, where chance is 13 · 13 / 26; of 17 five do, chance is 8.5."""
    halves = full(range(4)) | full(range(4, 8))
    one = halves | full([0, 4])
    five = one | full([1, 5]) | full([2, 6]) | full([3, 7]) | full([0, 5])

    assert split([photo(i, one, day=i // 4 * 400) for i in range(8)]) == [
        {0, 1, 2, 3},
        {4, 5, 6, 7},
    ]
    assert split([photo(i, five, day=i // 4 * 400) for i in range(8)]) == [set(range(8))]


def test_several_gaps_part_into_several_albums() -> None:
    links = full(range(6), weight=0.5)
    members = [
        photo(i, links, day=i // 2 * 100, place=(HERE, FAR, (10.0, -150.0))[i // 2])
        for i in range(6)
    ]

    assert split(members) == [{0, 1}, {2, 3}, {4, 5}]


def test_a_photo_without_a_time_stays_with_the_part_it_is_linked_to_most() -> None:
    links = full(range(4)) | full(range(4, 8)) | full([0, 4], 0.1)
    links |= full([8, 0]) | full([8, 5]) | full([8, 6])  # two links to the second, one to the first
    links |= full([9, 8])  # linked with a part only through another without a time
    timed = [photo(i, links, day=i // 4 * 400) for i in range(8)]
    # The last is linked with none, so it goes with the most.
    loose = [photo(8, links), photo(9, links), photo(10, links)]

    assert split([*loose, *timed]) == [{0, 1, 2, 3}, {4, 5, 6, 7, 8, 9, 10}]


def test_photos_around_the_date_line_are_near_each_other() -> None:
    links = full(range(4))
    west, east = (-17.0, 179.99), (-17.0, -179.99)

    assert split([photo(i, links, day=i * 100, place=(west, east)[i // 2]) for i in range(4)]) == [
        {0, 1, 2, 3}
    ]


def test_without_times_nothing_is_split() -> None:
    assert split([photo(i, {}, place=(HERE, FAR)[i]) for i in range(2)]) == [{0, 1}]
