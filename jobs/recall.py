"""Recall of a graph's edges against the true nearest photos, on a random sample of photos."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobs.exact_neighbours import Floats, cosines_of, nearest

# Cosines of float32 vectors of some hundred numbers differ by less than this between libraries.
_TIE = 1e-5
_RESAMPLES = 2000

# Which photos may be linked to one, bool [photos].
Fits = Callable[[int], npt.NDArray[np.bool_]]


@dataclass(frozen=True)
class Recall:
    """How many of the true neighbours are linked, with a 95% interval over photos."""

    k: int
    photos: int
    true: int
    found: int
    recall: float
    low: float
    high: float


def draw_sample(photos: int, wanted: int, seed: int) -> list[int]:
    """`wanted` different indices below `photos`, or all of them where there are fewer."""
    chance = np.random.default_rng(seed)
    return sorted(chance.permutation(photos)[:wanted].tolist())


def measure_recall(
    vectors: Floats,
    linked: Mapping[int, Sequence[int]],
    sample: Sequence[int],
    k: int,
    cutoff: float,
    fitting: Fits | None = None,
) -> Recall:
    """Recall@k of the edges of the sampled photos.

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    linked: the photos linked to each sampled photo, as indices.
    cutoff: true neighbours of a lower cosine are not expected; a photo without any counts nothing.
    fitting: which photos may be linked to one at all; None is every one.

    A linked photo counts where it is as near as the k-th true one, so that copies of equal cosine
    do not count against the graph.
    """
    pairs = []
    for index, cosines in cosines_of(vectors, sample):
        if fitting:
            cosines[~fitting(index)] = -np.inf
        true = nearest(cosines, k, cutoff)
        if true.size:
            others = list(linked.get(index, ()))
            near = cosines[others] >= cosines[true[-1]] - _TIE
            pairs.append((min(int(near.sum()), true.size), true.size))
    counts = np.array(pairs, np.int64).reshape(-1, 2)
    low, high = _interval(counts)
    found, wanted = (int(total) for total in counts.sum(axis=0))
    return Recall(k, len(sample), wanted, found, found / wanted if wanted else 1.0, low, high)


def _interval(counts: npt.NDArray[np.int64]) -> tuple[float, float]:
    """The 95% bootstrap interval over photos (Efron and Tibshirani, 1993, section 13.3)."""
    if not len(counts):
        return 1.0, 1.0
    chance = np.random.default_rng(0)
    drawn = chance.integers(0, len(counts), (_RESAMPLES, len(counts)))
    totals = counts[drawn].sum(axis=1)
    low, high = np.percentile(totals[:, 0] / totals[:, 1], [2.5, 97.5])
    return float(low), float(high)
