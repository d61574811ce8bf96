"""The order in which pairs are looked at: copies of one picture one after the other."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

from photograph.jobs.duplicates.candidate import PlacePair


def in_walk(pairs: Mapping[PlacePair, float]) -> list[PlacePair]:
    """Pairs in the order of a walk that goes on to the photo that is most like one it was at.

    So what was opened for one pair is soon asked for again (Prim, 1957: a maximum spanning tree).

    Parameters
    ----------
    pairs: with their cosines.
    """
    visited = _visited(pairs)

    def last_and_first(pair: PlacePair) -> tuple[int, int]:
        one, other = visited[pair[0]], visited[pair[1]]
        return (one, other) if one > other else (other, one)

    return sorted(pairs, key=last_and_first)


def _visited(pairs: Mapping[PlacePair, float]) -> dict[int, int]:
    """When each photo is visited."""
    neighbours: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (one, other), cosine in pairs.items():
        neighbours[one].append((-cosine, other))
        neighbours[other].append((-cosine, one))
    visited: dict[int, int] = {}
    for start in sorted(neighbours):
        nearest = [(0.0, start)]
        while nearest:
            _, place = heapq.heappop(nearest)
            if place in visited:
                continue
            visited[place] = len(visited)
            for near in neighbours[place]:
                if near[1] not in visited:
                    heapq.heappush(nearest, near)
    return visited
