"""A bootstrap interval of the difference between two networks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats64

ROUNDS = 2000
_INTERVAL = (2.5, 97.5)  # percentiles: 95 %


@dataclass(frozen=True)
class MeanDifference:
    """The mean difference over all photos, with the bounds of its 95 % interval."""

    mean: float
    low: float
    high: float


def bootstrap_difference(
    before: Floats64,
    after: Floats64,
    groups: npt.NDArray[np.str_],
    seed: int = 0,
) -> MeanDifference:
    """The mean of `after` − `before`, with the percentile interval of Efron (1979).

    Photos of one group are hard or easy together, so each of `ROUNDS` rounds draws whole groups
    with replacement, as many as there are: the cluster bootstrap (Davison and Hinkley 1997, section
    3.8). With fewer than about ten groups the interval is too narrow.

    Parameters
    ----------
    before, after: a measure of each photo with each network, such as its average precision.
    groups: the group of each photo, [photos].
    """
    _, group_of = np.unique(groups, return_inverse=True)
    sums = np.bincount(group_of, after - before)
    sizes = np.bincount(group_of)
    chance = np.random.default_rng(seed)
    means = np.empty(ROUNDS)
    for drawn in range(ROUNDS):
        some = chance.integers(0, len(sums), len(sums))
        means[drawn] = sums[some].sum() / sizes[some].sum()
    low, high = np.percentile(means, _INTERVAL)
    return MeanDifference(float(np.mean(after - before)), float(low), float(high))
