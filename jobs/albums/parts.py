"""Splits communities at gaps in time, where distance or weak links support it.

The rule: photos in order of time are split at a gap longer than asked for if the places before
and after it are far apart, or if both parts share less than half of the links that chance would
give them. Chance is that of modularity (Newman, 2006): d₁ d₂ / 2m, with d the weighted degrees of
both parts and m the weight of all links. The longest such gap comes first, then each part again.
Photos without a time go where they are linked most; without a place, only links count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats64
from photograph.jobs.albums.members import AlbumMember, Community, Ints, MemberLinks, directions
from photograph.quantities import EARTH_RADIUS

# Another place: farther than a walk or a town is wide.
_FAR_METRES = 20_000.0
_WEAK = 0.5


@dataclass(frozen=True)
class _Span:
    """Photos that follow each other in time, with the links among them.

    Parameters
    ----------
    links: by positions in this span, the earlier photo first.
    """

    photos: Ints
    seconds: Floats64
    directions: Floats64
    links: MemberLinks

    def parted(self, cut: int) -> list[_Span]:
        before, after = self.links.other < cut, self.links.one >= cut
        late = self.links[after]
        links = (self.links[before], MemberLinks(late.one - cut, late.other - cut, late.weights))
        return [
            _Span(self.photos[part], self.seconds[part], self.directions[part], mine)
            for part, mine in zip((slice(cut), slice(cut, None)), links, strict=True)
        ]


def split_by_gaps(community: Community, gap: float) -> list[Ints]:
    """The parts of a community, as positions of its members; one part if it is not split.

    Parameters
    ----------
    gap: the seconds without a photo above which a split is possible.
    """
    members = community.members
    waiting, parts = [_in_time(community)], []
    while waiting:
        span = waiting.pop()
        cut = _cut(span, gap)
        if cut is None:
            parts.append(span.photos)
        else:
            waiting += reversed(span.parted(cut))
    if len(parts) == 1:
        return [np.arange(len(members))]
    part_of = np.full(len(members), -1)
    for number, photos in enumerate(parts):
        part_of[photos] = number
    _place_untimed(part_of, community.links)
    order = np.argsort(part_of, kind="stable")
    return np.split(order, np.cumsum(np.bincount(part_of))[:-1])


def _in_time(community: Community) -> _Span:
    members, links = community.members, community.links
    timed = [index for index, member in enumerate(members) if member.taken_at is not None]
    timed.sort(
        key=lambda index: (members[index].taken_at, members[index].root, members[index].path)
    )
    place = np.full(len(members), -1)
    place[timed] = np.arange(len(timed))
    one, other = place[links.one], place[links.other]
    both = (one >= 0) & (other >= 0)
    ordered = MemberLinks(np.minimum(one, other), np.maximum(one, other), links.weights)[both]
    found = [members[index] for index in timed]
    return _Span(np.array(timed, np.int64), _seconds(found), directions(found), ordered)


def _seconds(members: list[AlbumMember]) -> Floats64:
    # As if the clock told UTC: only differences count, and no time zone is known.
    times = np.array([member.taken_at for member in members], "datetime64[us]")
    return np.asarray(times.astype(np.int64) / 1e6)


def _cut(span: _Span, gap: float) -> int | None:
    """The index of the photo after the longest gap where a split is allowed; None without."""
    gaps = np.diff(span.seconds)
    may = gaps > gap
    if may.any():
        may &= _weak(span) | _far(span.directions)
    return int(np.argmax(np.where(may, gaps, -1))) + 1 if may.any() else None


def _weak(span: _Span) -> npt.NDArray[np.bool_]:
    """Whether links across each possible split are below half of chance, bool [photos - 1]."""
    links, photos = span.links, len(span.photos)
    begin = np.bincount(links.one + 1, links.weights, photos + 1)
    end = np.bincount(links.other + 1, links.weights, photos + 1)
    crossing = np.cumsum(begin - end)[1:-1]
    degrees = links.degrees(photos)
    before, both = np.cumsum(degrees)[:-1], degrees.sum()
    chance = before * (both - before) / both if both else np.zeros(len(before))
    # Sums of floats that should be 0 are not quite.
    return np.asarray(crossing <= _WEAK * chance + 1e-9)


def _far(vectors: Floats64) -> npt.NDArray[np.bool_]:
    """Before which photos, from the second on, the last place known was far from the next one."""
    photos = len(vectors)
    known = vectors.any(axis=1)
    index = np.arange(photos)
    last = np.maximum.accumulate(np.where(known, index, -1))[:-1]
    following = np.minimum.accumulate(np.where(known, index, photos)[::-1])[::-1][1:]
    both = (last >= 0) & (following < photos)
    cosines = (vectors[last] * vectors[np.minimum(following, photos - 1)]).sum(axis=1)
    metres = EARTH_RADIUS * np.arccos(np.clip(cosines, -1.0, 1.0))
    return np.asarray(both & (metres > _FAR_METRES))


def _place_untimed(part_of: Ints, links: MemberLinks) -> None:
    """Gives each photo without a part (-1) the one that it is linked to most, in rounds."""
    parts = int(part_of.max()) + 1
    one = np.concatenate([links.one, links.other])
    other = np.concatenate([links.other, links.one])
    weights = np.tile(links.weights, 2)
    while (part_of < 0).any():
        near = (part_of[one] < 0) & (part_of[other] >= 0)
        if not near.any():  # linked to none of them, not even through others
            part_of[part_of < 0] = np.argmax(np.bincount(part_of[part_of >= 0]))
            return
        pairs, index = np.unique(one[near] * parts + part_of[other[near]], return_inverse=True)
        photos, found = np.divmod(pairs, parts)
        order = np.lexsort((found, -np.bincount(index, weights[near]), photos))
        photos, first = np.unique(photos[order], return_index=True)
        part_of[photos] = found[order][first]
