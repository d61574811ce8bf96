"""Which pairs of photos are looked at: those whose picture may be one."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

from photograph.jobs.duplicates.candidate import PlacePair
from photograph.jobs.duplicates.candidate_pairs import CandidatePairs
from photograph.jobs.duplicates.walk import in_walk

# Of crops that keep 80% of each side, 98 of 100 have .75 and more, of those that keep 60%, 70.
_ALIKE = 0.75
# Yet it is most like its original: 92 of 100 of those have it among their three nearest photos.
_NEAREST = 3


def worth_a_look(found: CandidatePairs) -> list[PlacePair]:
    """Pairs that may be copies, in the order in which they are looked at.

    Those that look alike to a network, each photo with those most like it, and those that have
    nearly one signature.
    """
    nearest = _of_nearest(found.cosines)
    pairs = {p: cosine for p, cosine in found.cosines.items() if cosine >= _ALIKE or p in nearest}
    pairs |= dict.fromkeys(found.alike, 1.0)
    return in_walk(pairs)


def _of_nearest(cosines: Mapping[PlacePair, float]) -> set[PlacePair]:
    """Each photo with the few that are most like it."""
    of: dict[int, list[tuple[float, PlacePair]]] = defaultdict(list)
    for pair, cosine in cosines.items():
        for place in pair:
            of[place].append((cosine, pair))
    return {pair for some in of.values() for _, pair in heapq.nlargest(_NEAREST, some)}
