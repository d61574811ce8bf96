"""Lists the most similar photos of each photo, and compares the lists of two networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats, Floats64
from photograph.exact_neighbours import cosines_of, nearest

_ANY_COSINE = -2.0


@dataclass(frozen=True)
class TopLists:
    """For each queried photo, the `k` others most similar to it, best first.

    Parameters
    ----------
    nearest: the numbers of the others, int [asked, k].
    cosines: their cosines with the photo, float32 [asked, k].
    """

    nearest: npt.NDArray[np.intp]
    cosines: Floats


def top_lists(vectors: Floats, asked: Sequence[int], top_k: int) -> TopLists:
    """Compares each queried photo with every other one, in blocks.

    Parameters
    ----------
    vectors: unit vectors of at least two photos, float32 [photos, dims].
    """
    top_k = min(top_k, len(vectors) - 1)
    numbers = np.empty((len(asked), top_k), np.intp)
    best = np.empty((len(asked), top_k), np.float32)
    for place, (_, cosines) in enumerate(cosines_of(vectors, asked)):
        numbers[place] = nearest(cosines, top_k, _ANY_COSINE)
        best[place] = cosines[numbers[place]]
    return TopLists(numbers, best)


def agreement_of_lists(one: TopLists, other: TopLists) -> Floats64:
    """The share of each photo's list that is also in the other list, float64 [asked]."""
    common = [
        len(np.intersect1d(of_one, of_other, assume_unique=True))
        for of_one, of_other in zip(one.nearest, other.nearest, strict=True)
    ]
    parts: Floats64 = np.array(common, np.float64) / one.nearest.shape[1]
    return parts
