"""How well photos that belong together are found: P@1 and mAP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.errors import PhotographError


@dataclass(frozen=True)
class Ranking:
    """Retrieval over all photos: each photo asks for the others of its group."""

    photos: int
    groups: int
    precision_at_1: float
    mean_average_precision: float


def rank(vectors: npt.NDArray[np.float32], groups: npt.NDArray[np.str_]) -> Ranking:
    """P@1 and mAP of unit vectors, float32 [photos, dims], by their dot product."""
    return rank_by(lambda index: vectors @ vectors[index], groups)


def rank_by(
    scores_of: Callable[[int], npt.NDArray[np.floating]], groups: npt.NDArray[np.str_]
) -> Ranking:
    """P@1 and mAP where each photo ranks the others by the scores, [photos], that it gives them.

    Average precision is that of Manning, Raghavan and Schütze (2008), section 8.4: the mean of
    the precision at the rank of each photo of the same group. Photos alone in their group ask
    nothing, but may be found.

    Raises
    ------
    PhotographError: no group has two photos.
    """
    firsts, averages = [], []
    for index in range(len(groups)):
        relevant = groups == groups[index]
        relevant[index] = False
        if not relevant.any():
            continue
        scores = scores_of(index)
        scores[index] = -np.inf
        hits = relevant[np.argsort(-scores, kind="stable")][:-1]
        ranks = np.flatnonzero(hits) + 1
        firsts.append(float(hits[0]))
        averages.append(float((np.arange(1, len(ranks) + 1) / ranks).mean()))
    if not firsts:
        raise PhotographError("No group has two photos.", "Name groups of two photos or more.")
    return Ranking(len(groups), len(set(groups)), float(np.mean(firsts)), float(np.mean(averages)))
