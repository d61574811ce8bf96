"""Turns rows of the albums job into communities; a link takes 24 bytes in flat arrays."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from sys import intern
from typing import Any

import numpy as np

from photograph.jobs.albums.members import AlbumMember, Community, Ints, MemberLinks

Row = dict[str, Any]


class GatheredRows:
    """Collects the rows of ``albums/list_members`` and ``albums/list_links``."""

    def __init__(self) -> None:
        self._members: list[tuple[int, AlbumMember]] = []
        self._one, self._other, self._weights = array("q"), array("q"), array("d")

    def take(self, statement: str, row: Row) -> None:
        """Adds a row of either statement."""
        if statement == "albums/list_links":
            self._one.extend([row["id"]] * len(row["others"]))
            self._other.extend(row["others"])
            self._weights.extend(row["weights"])
        else:
            self._members.append((row["community"], _member(row)))

    def communities(self) -> Iterator[Community]:
        """The members of each community by root and path, and the links inside it."""
        if not self._members:
            return
        self._members.sort(key=lambda one: (one[0], one[1].root, one[1].path))
        numbers = np.array([number for number, _ in self._members], np.int64)
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        links = self._links_inside(numbers)
        first_links = np.searchsorted(links.one, [*starts, len(numbers)])
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else len(numbers)
            mine = links[first_links[index] : first_links[index + 1]]
            members = [member for _, member in self._members[start:end]]
            yield Community(
                members, MemberLinks(mine.one - start, mine.other - start, mine.weights)
            )

    def _links_inside(self, numbers: Ints) -> MemberLinks:
        """The links inside one community, by positions among all members, sorted by the first."""
        ids = np.array([member.id for _, member in self._members], np.int64)
        one, other = (_places(ids, ends) for ends in (self._one, self._other))
        inside = (one >= 0) & (other >= 0) & (numbers[one] == numbers[other])
        found = MemberLinks(one, other, np.frombuffer(self._weights, np.float64))[inside]
        return found[np.argsort(found.one, kind="stable")]


def _places(ids: Ints, ends: array[int]) -> Ints:
    """The index of each end among the ids; -1 for an unknown one, such as a deleted photo."""
    wanted = np.frombuffer(ends, np.int64)
    order = np.argsort(ids)
    places = order[np.searchsorted(ids, wanted, sorter=order).clip(max=len(ids) - 1)]
    return np.where(ids[places] == wanted, places, -1)


def _member(row: Row) -> AlbumMember:
    return AlbumMember(
        id=row["id"],
        root=intern(row["root"]),
        path=row["path"],
        taken_at=row["takenAt"] and row["takenAt"].to_native(),
        latitude=row["latitude"],
        longitude=row["longitude"],
        # The same few names at every photo.
        labels=tuple((intern(name), float(score)) for name, score in row["labels"]),
        album=row["albumId"] and intern(row["albumId"]),
    )
