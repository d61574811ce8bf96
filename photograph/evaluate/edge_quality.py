"""Measures how well each cutoff separates edges within groups from others, and chooses one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats
from photograph.exact_neighbours import cosines_of, nearest

CUTOFFS = tuple(step / 100 for step in range(100))
# Of a hundred edges one may be wrong; whatever else a lower cutoff can give is recall.
WANTED_PRECISION = 0.99
_LEAST_COSINE = -1.0


@dataclass(frozen=True)
class EdgeQuality:
    """The number, precision and recall of the edges at or above a cutoff."""

    cutoff: float
    edges: int
    precision: float
    recall: float


@dataclass(frozen=True)
class KnnPairs:
    """The pairs that `link` would link, each once.

    Parameters
    ----------
    first, second: the numbers of the two photos, int [pairs].
    cosines: float32 [pairs], in [-1, 1].
    """

    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    cosines: Floats


def knn_pairs(vectors: Floats, top_k: int) -> KnnPairs:
    """The pairs in which one is among the other's `top_k` nearest, by comparing all.

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    """
    count = len(vectors)
    rows, columns, cosines = [], [], []
    for row, near in cosines_of(vectors, range(count)):
        best = nearest(near, top_k, _LEAST_COSINE)
        rows.append(np.full(len(best), row))
        columns.append(best)
        cosines.append(near[best])
    first, second = np.concatenate(rows), np.concatenate(columns)
    keys = np.minimum(first, second) * count + np.maximum(first, second)
    keys, once = np.unique(keys, return_index=True)
    return KnnPairs(keys // count, keys % count, np.concatenate(cosines)[once])


def edges_by_cutoff(
    vectors: Floats,
    groups: npt.NDArray[np.str_],
    top_k: int,
    cutoffs: Sequence[float] = CUTOFFS,
) -> list[EdgeQuality]:
    """Precision and recall of the top-k edges at each cutoff.

    Recall is the share of those pairs of one group that top-k edges can contain.

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    groups: the group of each, [photos].
    """
    pairs = knn_pairs(vectors, top_k)
    same = groups[pairs.first] == groups[pairs.second]
    reachable = int(same.sum())
    found = []
    for cutoff in cutoffs:
        kept = pairs.cosines >= cutoff
        edges, right = int(kept.sum()), int((kept & same).sum())
        precision = right / edges if edges else 1.0
        found.append(EdgeQuality(cutoff, edges, precision, right / reachable if reachable else 0.0))
    return found


def choose_cutoff(edges: Sequence[EdgeQuality]) -> EdgeQuality | None:
    """The lowest cutoff with `WANTED_PRECISION`, or None."""
    precise = [found for found in edges if found.edges and found.precision >= WANTED_PRECISION]
    return min(precise, key=lambda found: found.cutoff, default=None)
