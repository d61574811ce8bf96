"""Bursts: photos that are no copies, look alike to a network, and were taken seconds apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from photograph.graph.database import Database
from photograph.jobs.duplicates.candidate import Candidate, PlacePair, may_be_near
from photograph.jobs.duplicates.options import DuplicateKind, DuplicateOptions
from photograph.jobs.duplicates.proofs import PairProof, PhotosToGroup, ProvedCopy, apart_in_groups
from photograph.jobs.duplicates.stars import stars
from photograph.jobs.graph_vectors import read_vectors


def near_pairs(
    photos: Sequence[Candidate], cosines: Mapping[PlacePair, float], options: DuplicateOptions
) -> list[PlacePair]:
    """The pairs that look alike to a network and were taken seconds apart."""
    return [
        pair
        for pair, cosine in cosines.items()
        if cosine >= options.cutoff
        and may_be_near(photos[pair[0]], photos[pair[1]], options.seconds)
    ]


def photos_of_bursts(
    database: Database,
    network: str,
    cosines: Mapping[PlacePair, float],
    among: PhotosToGroup,
    copies: Sequence[ProvedCopy],
    options: DuplicateOptions,
) -> list[ProvedCopy]:
    """Photos that are near the best one of their burst; those that are copies are left out.

    Parameters
    ----------
    cosines: of the embeddings of pairs that look alike to a network.
    """
    photos, gone = among.photos, {copy.copy for copy in copies}
    pairs = [pair for pair in near_pairs(photos, cosines, options) if not gone & {*pair}]
    places = sorted({place for pair in pairs for place in pair})
    vectors = read_vectors(database, network, [photos[place].key for place in places])

    def prove(one: int, other: int) -> PairProof | None:
        ends = vectors.get(photos[one].key), vectors.get(photos[other].key)
        if ends[0] is None or ends[1] is None or ends[0].shape != ends[1].shape:
            return None
        cosine = float(np.dot(ends[0].astype(np.float64), ends[1]))
        near = may_be_near(photos[one], photos[other], options.seconds)
        return PairProof(DuplicateKind.NEAR, cosine) if near and cosine >= options.cutoff else None

    apart = apart_in_groups(photos, copies, among.apart)
    return stars(replace(among, prove=prove, apart=apart), pairs)
