"""Bursts: photos that one camera took within seconds; embeddings play no part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A chain of a few seconds each could be a time-lapse of hours, whose ends have nothing in common.
_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo with its time and camera.

    Parameters
    ----------
    content: sha256 of the file; the path where that is unknown.
    camera: make and model; None unless both are known.
    milliseconds: since 1970 by the camera's clock, or None.
    offset: seconds from UTC to that clock, or None.
    """

    path: str
    content: str
    camera: tuple[str, str] | None = None
    milliseconds: int | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class BurstLink:
    """Two consecutive photos of a burst; sorts by the time between them."""

    milliseconds: int
    one: str
    other: str


def burst_links(shots: Iterable[Shot], seconds: int) -> list[BurstLink]:
    """The links of all bursts, by the paths of their photos, the shortest time first.

    A burst is a chain of photos of one camera, each taken at most `seconds` after the one before
    and 10 × `seconds` after the first; the next photo begins another. The cameras' clocks count,
    and clocks that are known to have different offsets from UTC are never compared.
    """
    cameras: dict[tuple[str, str], list[tuple[int, str, int | None]]] = defaultdict(list)
    for shot in shots:
        if shot.camera is not None and shot.milliseconds is not None:
            cameras[shot.camera].append((shot.milliseconds, shot.path, shot.offset))
    return sorted(link for taken in cameras.values() for link in _links(sorted(taken), seconds))


def _links(taken: Sequence[tuple[int, str, int | None]], seconds: int) -> Iterator[BurstLink]:
    first = taken[0][0]
    for (before, one, offset), (now, other, its_offset) in pairwise(taken):
        same_clock = offset is None or its_offset is None or offset == its_offset
        near = now - before <= 1000 * seconds and now - first <= _LONGEST * 1000 * seconds
        if same_clock and near:
            yield BurstLink(now - before, one, other)
        else:
            first = now
