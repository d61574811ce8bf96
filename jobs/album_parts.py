"""Communities split by gaps in time, where place or weak links say so as well.

The rule: photos in order of time are parted at a gap longer than asked for, if the places before
and after it are far apart, or if both parts share less than half of the links that chance would
give them. Chance is that of modularity (Newman, 2006): d₁ d₂ / 2m, with d the weighted degrees of
both parts and m the weight of all links. The longest such gap comes first, then each part again.
Photos without a time go where they are linked most; without a place, only links count.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from jobs.album_members import Member, directions
from jobs.scope import EARTH_RADIUS

# Another place: farther than a walk or a town is wide.
_FAR_METRES = 20_000.0
_WEAK = 0.5

Floats64 = npt.NDArray[np.float64]


def split_by_gaps(members: list[Member], gap: float) -> list[list[Member]]:
    """The parts of a community; itself where nothing parts it.

    Parameters
    ----------
    gap: seconds without a photo, above which photos may be parted.
    """
    timed = [member for member in members if member.taken_at is not None]
    timed.sort(key=lambda member: (_seconds(member), member.root, member.path))
    waiting, parts = [timed], []
    while waiting:
        part = waiting.pop()
        cut = _cut(part, gap) if len(part) > 1 else None
        if cut is None:
            parts.append(part)
        else:
            waiting += [part[cut:], part[:cut]]
    if len(parts) == 1:
        return [members]
    return _with_untimed(parts, [member for member in members if member.taken_at is None])


def _seconds(member: Member) -> float:
    # As if the clock told UTC: only differences count, and no time zone is known.
    return np.datetime64(member.taken_at, "us").astype(np.int64) / 1e6 if member.taken_at else 0.0


def _cut(part: list[Member], gap: float) -> int | None:
    """Before which photo to part them, at the longest gap that may; None where none may."""
    seconds = np.array([_seconds(member) for member in part])
    gaps = np.diff(seconds)
    may = gaps > gap
    if may.any():
        may &= _weak(part) | _far(part)
    return int(np.argmax(np.where(may, gaps, -1))) + 1 if may.any() else None


def _weak(part: list[Member]) -> npt.NDArray[np.bool_]:
    """Before which photos, from the second on, links are less than half of chance."""
    place = {member.id: index for index, member in enumerate(part)}
    across, degree = np.zeros(len(part) + 1), np.zeros(len(part))
    for index, member in enumerate(part):
        for other, weight in member.links:
            to = place.get(other)
            if to is None:
                continue
            degree[index] += weight
            if index < to:
                across[index + 1] += weight
                across[to + 1] -= weight
    crossing = np.cumsum(across)[1:-1]
    before = np.cumsum(degree)[:-1]
    both = degree.sum()
    chance = before * (both - before) / both if both else np.zeros(len(before))
    # Sums of floats that should be 0 are not quite.
    return np.asarray(crossing <= _WEAK * chance + 1e-9)


def _far(part: list[Member]) -> npt.NDArray[np.bool_]:
    """Before which photos, from the second on, the last place known was far from the next one."""
    vectors = directions(part)
    known = vectors.any(axis=1)
    index = np.arange(len(part))
    last = np.maximum.accumulate(np.where(known, index, -1))[:-1]
    following = np.minimum.accumulate(np.where(known, index, len(part))[::-1])[::-1][1:]
    both = (last >= 0) & (following < len(part))
    cosines = (vectors[last] * vectors[np.minimum(following, len(part) - 1)]).sum(axis=1)
    metres = EARTH_RADIUS * np.arccos(np.clip(cosines, -1.0, 1.0))
    return np.asarray(both & (metres > _FAR_METRES))


def _with_untimed(parts: list[list[Member]], untimed: list[Member]) -> list[list[Member]]:
    """Adds each photo without a time to the part it is linked to most, in rounds."""
    part_of = {member.id: index for index, part in enumerate(parts) for member in part}
    while untimed:
        found = {member.id: _most_linked(member, part_of) for member in untimed}
        placed = {id_: index for id_, index in found.items() if index is not None}
        if not placed:  # linked to none of them, not even through others
            largest = max(range(len(parts)), key=lambda index: len(parts[index]))
            placed = {member.id: largest for member in untimed}
        for member in untimed:
            if member.id in placed:
                parts[placed[member.id]].append(member)
        part_of |= placed
        untimed = [member for member in untimed if member.id not in placed]
    return parts


def _most_linked(member: Member, part_of: dict[int, int]) -> int | None:
    weights: dict[int, float] = defaultdict(float)
    for other, weight in member.links:
        if other in part_of:
            weights[part_of[other]] += weight
    return max(weights, key=lambda index: (weights[index], -index), default=None)
