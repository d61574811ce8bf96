"""Makes stars of photos that are alike: each is like the best one of its star."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from photograph.jobs.duplicates.candidate import PlacePair
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.proofs import PhotosToGroup, ProvedCopy


def stars(among: PhotosToGroup, pairs: Iterable[PlacePair]) -> list[ProvedCopy]:
    """Each photo that is like the best one of those that hang together, and on with the rest.

    Being alike is not transitive: of a chain in which each is like the next, only those are told
    that are like the photo that stays. A damaged photo stands for no other.
    """
    found = []
    for waiting in components(among, pairs):
        stay: dict[int, list[ProvedCopy]] = {}
        while waiting:
            best, *waiting = waiting
            if among.photos[best].damaged:
                continue
            stay[best] = []
            for copy in waiting:
                joined = [best, *(one.copy for one in stay[best])]
                if not among.are_apart(copy, joined) and (proof := among.prove(best, copy)):
                    stay[best].append(ProvedCopy(copy, best, proof))
            gone = {one.copy for one in stay[best]}
            waiting = [photo for photo in waiting if photo not in gone]
        found += [_nearest(among, one, stay) for of in stay.values() for one in of]
    return found


def _nearest(
    among: PhotosToGroup, copy: ProvedCopy, stay: dict[int, list[ProvedCopy]]
) -> ProvedCopy:
    """A copy with that of the better photos that it is most like, and the next one if any."""
    if copy.proof.kind is DuplicateKind.EXACT:
        return copy
    proved = [copy]
    for best, copies in stay.items():
        together = [best, *(one.copy for one in copies)]
        is_better = among.ranks[best] < among.ranks[copy.copy]
        if best != copy.of and is_better and not among.are_apart(copy.copy, together):
            proof = among.prove(best, copy.copy)
            proved += [ProvedCopy(copy.copy, best, proof)] if proof else []
    first, *others = sorted(proved, key=lambda one: -one.proof.score)
    return replace(first, also=others[0].of) if others else first


def components(among: PhotosToGroup, pairs: Iterable[PlacePair]) -> Iterator[list[int]]:
    """The sets of photos that pairs hold together, in each the best first."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    seen: set[int] = set()
    for start in list(neighbours):
        if start in seen:
            continue
        reached, left = {start}, [start]
        while left:
            fresh = neighbours[left.pop()] - reached
            reached |= fresh
            left += fresh
        seen |= reached
        yield sorted(reached, key=lambda place: among.ranks[place])
