"""Makes groups of proved copies: each photo in one group, each group with one photo that stays."""

from __future__ import annotations

from collections.abc import Sequence

from photograph.jobs.duplicates.candidate import Candidate, PlacePair
from photograph.jobs.duplicates.options import SPARE_KINDS
from photograph.jobs.duplicates.proofs import (
    Apart,
    PairProof,
    Prove,
    ProvedCopy,
    apart_in_groups,
    are_apart,
)
from photograph.jobs.duplicates.stars import components, stars


def copies_of_best(
    photos: Sequence[Candidate], pairs: Sequence[PlacePair], prove: Prove, apart: Apart
) -> list[ProvedCopy]:
    """Each photo that is a copy, with the photo that it was compared with itself.

    First those that are the same picture; then, of the photos that stay for them, those that were
    edited, cropped or mirrored.

    Parameters
    ----------
    pairs: of photos that hang together.
    apart: pairs that a person set apart, of which neither is told as a copy of the other.
    """

    def prove_same(one: int, other: int) -> PairProof | None:
        proof = prove(one, other)
        return proof if proof and proof.kind in SPARE_KINDS else None

    same = stars(photos, pairs, prove_same, apart)
    stay_apart = apart_in_groups(photos, same, apart)
    stays = {one.copy: one.of for one in same}
    between = [(stays.get(one, one), stays.get(other, other)) for one, other in pairs]
    different = [pair for pair in between if pair[0] != pair[1]]
    joined = {frozenset(pair) for pair in different}
    return same + [
        copy
        for component in components(photos, different)
        for copy in _of_better(photos, component, joined, prove, stay_apart)
    ]


def _of_better(
    photos: Sequence[Candidate],
    places: Sequence[int],
    joined: set[frozenset[int]],
    prove: Prove,
    apart: Apart,
) -> list[ProvedCopy]:
    """Each photo that is a changed copy of a better one, with the one that it is most like.

    Parameters
    ----------
    places: photos that hang together, the best first.
    joined: the pairs by which they do.
    """
    found: list[ProvedCopy] = []
    groups = {place: [place] for place in places}
    for rank, copy in enumerate(places):
        better = [
            ProvedCopy(copy, best, proof)
            for best in places[:rank]
            if frozenset((best, copy)) in joined
            and not photos[best].damaged
            and not are_apart(photos, copy, groups[best], apart)
            and (proof := prove(best, copy))
            and proof.kind not in SPARE_KINDS  # a person set it apart from a copy of that one
        ]
        nearest = sorted(better, key=lambda one: (one.proof.kind.rank, -one.proof.score))
        for one in nearest[:1]:
            found.append(one)
            groups[one.of].append(copy)
            groups[copy] = groups[one.of]
    return found
