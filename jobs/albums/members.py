"""Communities of photos, with the links, times and places from which albums are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats64

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AlbumMember:
    """A photo in a community.

    Parameters
    ----------
    id: of its node, valid while the job runs.
    taken_at: what the camera's clock said, without an offset.
    latitude, longitude: WGS-84 degrees.
    labels: names and scores.
    album: its `albumId` from an earlier run.
    """

    id: int
    root: str
    path: str
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    labels: tuple[tuple[str, float], ...] = ()
    album: str | None = None


@dataclass(frozen=True)
class MemberLinks:
    """Weighted links among the members of a list, each once, by positions in that list.

    Parameters
    ----------
    one, other: int64 [links]; no photo is linked with itself.
    weights: float64 [links].
    """

    one: Ints
    other: Ints
    weights: Floats64

    def __getitem__(self, chosen: npt.NDArray[np.bool_] | Ints | slice) -> MemberLinks:
        return MemberLinks(self.one[chosen], self.other[chosen], self.weights[chosen])

    def degrees(self, members: int) -> Floats64:
        """The weighted degree of each member, float64 [members]."""
        sums = np.bincount(self.one, self.weights, members)
        return np.asarray(sums + np.bincount(self.other, self.weights, members))


@dataclass(frozen=True)
class Community:
    """A community of photos, with the links among them."""

    members: list[AlbumMember]
    links: MemberLinks


def directions(members: list[AlbumMember]) -> Floats64:
    """The place of each photo as a unit vector from the earth's centre, float64 [photos, 3].

    Zeros for a photo without a place, so that it adds nothing to a sum.
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


def centre_of(members: list[AlbumMember]) -> tuple[float, float] | None:
    """The latitude and longitude of the middle of the photos that have a place; None without."""
    x, y, z = directions(members).sum(axis=0)
    if np.hypot(np.hypot(x, y), z) < 1e-9:
        return None
    return (
        float(np.degrees(np.arctan2(z, np.hypot(x, y)))),
        float(np.degrees(np.arctan2(y, x))),
    )
