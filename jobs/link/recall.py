"""Recall of a graph's edges against the true nearest photos, on a random sample of photos."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats
from photograph.exact_neighbours import cosines_of, nearest

# Cosines of float32 vectors of some hundred numbers differ by less than this between libraries.
_TIE = 1e-5
_RESAMPLES = 2000

# Which photos may be linked to one, bool [photos].
Fits = Callable[[int], npt.NDArray[np.bool_]]


@dataclass(frozen=True)
class Recall:
    """The share of true neighbours that are linked, with a 95% interval over photos."""

    k: int
    photos: int
    true: int
    found: int
    recall: float
    low: float
    high: float


def draw_sample(photos: int, wanted: int, seed: int) -> list[int]:
    """`wanted` different random indices below `photos`, or all if there are fewer."""
    chance = np.random.default_rng(seed)
    return sorted(chance.permutation(photos)[:wanted].tolist())


@dataclass(frozen=True)
class TrueNeighbours:
    """The true neighbours of a sample of photos.

    Parameters
    ----------
    sample: the photos that have a true neighbour, as indices.
    counts: how many true neighbours each has, int64 [sample], at most k.
    weakest: the cosine of the farthest of them, float32 [sample].
    asked: how many photos were in the sample.
    fits: which photos may be linked to a photo; None allows all.
    """

    k: int
    sample: list[int]
    counts: npt.NDArray[np.int64]
    weakest: Floats
    asked: int
    fits: Fits | None


def find_true_neighbours(
    vectors: Floats, sample: Sequence[int], k: int, cutoff: float, fits: Fits | None = None
) -> TrueNeighbours:
    """Finds the k nearest photos of each sampled one that reach the cutoff and fit.

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    """
    found = []
    for index, cosines in cosines_of(vectors, sample):
        if fits:
            cosines[~fits(index)] = -np.inf
        true = nearest(cosines, k, cutoff)
        if true.size:
            found.append((index, true.size, cosines[true[-1]]))
    return TrueNeighbours(
        k=k,
        sample=[index for index, _, _ in found],
        counts=np.array([count for _, count, _ in found], np.int64),
        weakest=np.array([cosine for _, _, cosine in found], np.float32),
        asked=len(sample),
        fits=fits,
    )


def measure_recall(
    vectors: Floats, linked: Mapping[int, Sequence[int]], true: TrueNeighbours
) -> Recall:
    """Recall@k of the edges of the sampled photos.

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    linked: the photos linked to each sampled photo, as indices.

    A linked photo counts if it is as near as the k-th true neighbour, so that copies with equal
    cosines do not count against the graph.
    """
    near = np.zeros(len(true.sample), np.int64)
    for place, index in enumerate(true.sample):
        others = list(linked.get(index, ()))
        hits = vectors[others] @ vectors[index] >= true.weakest[place] - _TIE
        if true.fits:
            hits &= true.fits(index)[others]
        near[place] = hits.sum()
    hits_of = np.minimum(near, true.counts)
    low, high = _interval(hits_of, true.counts)
    found, wanted = int(hits_of.sum()), int(true.counts.sum())
    return Recall(true.k, true.asked, wanted, found, found / wanted if wanted else 1.0, low, high)


def _interval(found: npt.NDArray[np.int64], wanted: npt.NDArray[np.int64]) -> tuple[float, float]:
    """The 95% bootstrap interval over photos (Efron and Tibshirani, 1993, section 13.3)."""
    if not len(found):
        return 1.0, 1.0
    drawn = np.random.default_rng(0).integers(0, len(found), (_RESAMPLES, len(found)))
    low, high = np.percentile(found[drawn].sum(axis=1) / wanted[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)
