"""Makes stars of photos that are alike: each is like the best one of its star."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from photograph.jobs.duplicates.candidate import Candidate, PlacePair
from photograph.jobs.duplicates.keep import keep_rank
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.proofs import Apart, Prove, ProvedCopy, are_apart


def stars(
    photos: Sequence[Candidate], pairs: Iterable[PlacePair], prove: Prove, apart: Apart
) -> list[ProvedCopy]:
    """Each photo that is like the best one of those that hang together, and on with the rest.

    Being alike is not transitive: of a chain in which each is like the next, only those are told
    that are like the photo that stays. A damaged photo stands for no other.
    """
    found = []
    for waiting in components(photos, pairs):
        stay: dict[int, list[ProvedCopy]] = {}
        while waiting:
            best, *waiting = waiting
            if photos[best].damaged:
                continue
            stay[best] = []
            for copy in waiting:
                joined = [best, *(one.copy for one in stay[best])]
                if not are_apart(photos, copy, joined, apart) and (proof := prove(best, copy)):
                    stay[best].append(ProvedCopy(copy, best, proof))
            gone = {one.copy for one in stay[best]}
            waiting = [photo for photo in waiting if photo not in gone]
        found += [_nearest(photos, one, stay, prove, apart) for of in stay.values() for one in of]
    return found


def _nearest(
    photos: Sequence[Candidate],
    copy: ProvedCopy,
    stay: dict[int, list[ProvedCopy]],
    prove: Prove,
    apart: Apart,
) -> ProvedCopy:
    """A copy with that of the better photos that it is most like, and the next one if any."""
    if copy.proof.kind is DuplicateKind.EXACT:
        return copy
    proved = [copy]
    for best, copies in stay.items():
        together = [best, *(one.copy for one in copies)]
        is_better = keep_rank(photos[best]) < keep_rank(photos[copy.copy])
        if best != copy.of and is_better and not are_apart(photos, copy.copy, together, apart):
            proof = prove(best, copy.copy)
            proved += [ProvedCopy(copy.copy, best, proof)] if proof else []
    first, *others = sorted(proved, key=lambda one: -one.proof.score)
    return replace(first, also=others[0].of) if others else first


def components(photos: Sequence[Candidate], pairs: Iterable[PlacePair]) -> Iterator[list[int]]:
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
        yield sorted(reached, key=lambda place: keep_rank(photos[place]))
