"""The photos that albums are made of: their communities, links, times and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Member:
    """A photo in a community.

    Parameters
    ----------
    id: of its node, while the job runs.
    taken_at: what the camera's clock said, without an offset.
    latitude, longitude: WGS-84 degrees.
    links: the weight of its link to each other photo of its community, by id.
    labels: names and scores.
    album: the `albumId` that it has from an earlier run.
    """

    id: int
    root: str
    path: str
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    links: tuple[tuple[int, float], ...] = ()
    labels: tuple[tuple[str, float], ...] = ()
    album: str | None = None


def communities(rows: Iterable[dict[str, Any]]) -> list[list[Member]]:
    """The members of each community, from the rows of ``albums/list_members``."""
    found: dict[int, list[Member]] = defaultdict(list)
    for row in rows:
        found[row["community"]].append(_member(row))
    return list(found.values())


def _member(row: dict[str, Any]) -> Member:
    return Member(
        id=row["id"],
        root=row["root"],
        path=row["path"],
        taken_at=row["takenAt"] and row["takenAt"].to_native(),
        latitude=row["latitude"],
        longitude=row["longitude"],
        links=tuple((int(other), float(weight)) for other, weight in row["links"]),
        labels=tuple((str(name), float(score)) for name, score in row["labels"]),
        album=row["albumId"],
    )


def cover_of(members: list[Member]) -> Member:
    """The photo of the highest weighted degree inside the album; of equals, the first by path."""
    inside = {member.id for member in members}

    def degree(member: Member) -> float:
        return sum(weight for other, weight in member.links if other in inside)

    return min(members, key=lambda member: (-degree(member), member.root, member.path))


def directions(members: list[Member]) -> npt.NDArray[np.float64]:
    """Where each was taken as a unit vector from the earth's centre, float64 [photos, 3].

    Zeros where a photo does not say, so that sums of them are sums of the known ones.
    """
    known = [
        (member.latitude, member.longitude)
        if member.latitude is not None and member.longitude is not None
        else (np.nan, np.nan)
        for member in members
    ]
    latitude, longitude = np.radians(np.array(known, np.float64).reshape(-1, 2)).T
    around = np.cos(latitude)
    vectors = np.stack(
        [around * np.cos(longitude), around * np.sin(longitude), np.sin(latitude)], axis=1
    )
    return np.asarray(np.nan_to_num(vectors), np.float64)


def centre_of(members: list[Member]) -> tuple[float, float] | None:
    """The latitude and longitude in the middle of the photos that say where they were taken."""
    x, y, z = directions(members).sum(axis=0)
    if np.hypot(np.hypot(x, y), z) < 1e-9:
        return None
    return (
        float(np.degrees(np.arctan2(z, np.hypot(x, y)))),
        float(np.degrees(np.arctan2(y, x))),
    )
