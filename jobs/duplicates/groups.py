"""Makes groups of proved copies: each photo in one group, each group with one photo that stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photograph.jobs.duplicates.candidate import PlacePair
from photograph.jobs.duplicates.options import SPARE_KINDS
from photograph.jobs.duplicates.proofs import PairProof, PhotosToGroup, ProvedCopy, apart_in_groups
from photograph.jobs.duplicates.stars import components, stars


def copies_of_best(among: PhotosToGroup, pairs: Sequence[PlacePair]) -> list[ProvedCopy]:
    """Each photo that is a copy, with the photo that it was compared with itself.

    First those that are the same picture; then, of the photos that stay for them, those that were
    edited, cropped or mirrored.

    Parameters
    ----------
    pairs: of photos that hang together.
    """

    def prove_same(one: int, other: int) -> PairProof | None:
        proof = among.prove(one, other)
        return proof if proof and proof.kind in SPARE_KINDS else None

    same = stars(replace(among, prove=prove_same), pairs)
    staying = replace(among, apart=apart_in_groups(among.photos, same, among.apart))
    stays = {one.copy: one.of for one in same}
    between = [(stays.get(one, one), stays.get(other, other)) for one, other in pairs]
    different = [pair for pair in between if pair[0] != pair[1]]
    joined = {frozenset(pair) for pair in different}
    return same + [
        copy
        for component in components(among, different)
        for copy in _of_better(staying, component, joined)
    ]


def _of_better(
    among: PhotosToGroup, places: Sequence[int], joined: set[frozenset[int]]
) -> list[ProvedCopy]:
    """Each photo that is a changed copy of a better one, with the one that it is most like.

    Parameters
    ----------
    places: photos that hang together, the best first.
    joined: the pairs by which they do.
    """
    found: list[ProvedCopy] = []
    groups = {place: [place] for place in places}
    # In the end, one that is alone is told beside a worse one, whose own copy of a better one it is
    # not: as a mirrored photo beside the one that was cut from a larger one.
    tries = [(place, places[:rank]) for rank, place in enumerate(places)]
    for copy, others in tries + [(place, places) for place in places]:
        if len(groups[copy]) > 1:
            continue
        proved = [
            ProvedCopy(copy, other, proof)
            for other in others
            if frozenset((other, copy)) in joined
            and not among.photos[other].damaged
            and not among.are_apart(copy, groups[other])
            and (proof := among.prove(other, copy))
            and proof.kind not in SPARE_KINDS  # a person set it apart from a copy of that one
        ]
        for one in sorted(proved, key=lambda one: (one.proof.kind.rank, -one.proof.score))[:1]:
            found.append(one)
            groups[one.of].append(copy)
            groups[copy] = groups[one.of]
    return found
