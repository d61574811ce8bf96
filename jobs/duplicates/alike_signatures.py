"""Finds photos of nearly one signature: each is compared with those of its own cells, exactly.

NN-descent (gds.knn 2.13, top 10) finds 66 of 100 such pairs among 100,000 photos, where a photo's
other neighbours say nothing of its copy. A cell holds the photos that lie furthest in one direction
(Andoni et al., 2015: cross-polytope hashing), so most photos are never compared. The clusters of
`link` find as many of them by three times the comparisons.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats

# Whole copies have .977 and more, in any orientation; see docs/duplicates.md.
_CUTOFF = 0.965
_TOP_K = 10
# Of 419 photos all copies of a cosine of .965 share one of 8 cells, also of 4,096.
_CELLS, _PHOTOS_A_DIRECTION = 8, 100
# Less than that is noise, and no direction.
_LEAST_SPREAD = 1e-3
_MOST_IN_A_CELL = 10_000
_COSINES_AT_ONCE = 4_000_000
_Places = npt.NDArray[np.int64]
_Found = tuple[_Places, _Places, Floats]


def alike_signatures(vectors: Floats) -> _Places:
    """Pairs of nearly one signature, of each photo the ten nearest, int64 [pairs, 2].

    Parameters
    ----------
    vectors: of unit length, float32 [photos, dims].
    """
    if len(vectors) < 2:
        return np.zeros((0, 2), np.int64)
    parts = [found for cell in _cells(vectors) for found in _alike_in(vectors, cell)]
    ones, others, cosines = (np.concatenate(part) for part in zip(*parts, strict=True))
    _, first = np.unique(ones * len(vectors) + others, return_index=True)
    ones, others, _ = _nearest(ones[first], others[first], cosines[first])
    return np.unique(np.sort(np.stack([ones, others], axis=1), axis=1), axis=0)


def _cells(vectors: Floats) -> Iterator[_Places]:
    """The photos that lie furthest in each direction: each photo is in 8 cells, or in all."""
    count = max(1, len(vectors) // _PHOTOS_A_DIRECTION)
    each = min(_CELLS, count)
    chance = np.random.default_rng(0)
    directions = chance.standard_normal((count, vectors.shape[1]), np.float32)
    directions /= np.maximum(vectors.std(0), _LEAST_SPREAD)
    middle = directions @ vectors.mean(0)
    step = max(1, _COSINES_AT_ONCE // count)
    chosen = np.empty((len(vectors), each), np.int64)
    for start in range(0, len(vectors), step):
        nearness = middle - vectors[start : start + step] @ directions.T
        chosen[start : start + step] = np.argpartition(nearness, each - 1)[:, :each]
    cells = chosen.ravel()
    order = np.argsort(cells, kind="stable")
    for cell in np.split(order // each, np.searchsorted(cells[order], np.arange(1, count))):
        # So many are in one cell only where all are alike: among 100,000 photos there are 3,814.
        yield from np.array_split(cell, max(1, math.ceil(len(cell) / _MOST_IN_A_CELL)))


def _alike_in(vectors: Floats, cell: _Places) -> Iterator[_Found]:
    """The pairs of one cell, each from both of its ends; of each photo the ten nearest at most."""
    own = vectors[cell]
    step = max(1, _COSINES_AT_ONCE // max(1, len(cell)))
    for start in range(0, len(cell), step):
        cosines = own[start : start + step] @ own.T
        np.fill_diagonal(cosines[:, start:], -1)  # no photo is its own copy
        alike = cosines >= _CUTOFF
        crowded = np.flatnonzero(alike.sum(axis=1) > _TOP_K)
        if crowded.size:  # frames of a film are all alike: they would take minutes to sort
            best = np.argpartition(cosines[crowded], -_TOP_K, axis=1)[:, -_TOP_K:]
            alike[crowded] = False
            alike[crowded[:, None], best] = True
        rows, columns = np.nonzero(alike)
        yield cell[rows + start], cell[columns], cosines[rows, columns]


def _nearest(ones: _Places, others: _Places, cosines: Floats) -> _Found:
    """Of each photo the pairs with its ten nearest."""
    order = np.lexsort((others, -cosines, ones))
    ones, others, cosines = ones[order], others[order], cosines[order]
    near = np.arange(len(ones)) - np.searchsorted(ones, ones) < _TOP_K
    return ones[near], others[near], cosines[near]
