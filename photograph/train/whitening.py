"""Whitens vectors, so that directions in which photos of one group differ count less."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats

# How much of the measured scatter is given up for an even one; 1 leaves the vectors as they are.
SHRINKAGES = (0.03, 0.1, 0.3, 1.0)


def whitening(vectors: Floats, groups: npt.NDArray[np.str_], shrinkage: float) -> Floats:
    """A symmetric matrix, float32 [dims, dims], that equalizes the scatter within groups.

    The inverse square root of the within-group covariance S_w of linear discriminant analysis
    (Fisher 1936), shrunk towards a multiple of the identity as by Ledoit and Wolf (2004):
    ((1 - a) S_w + a tr(S_w) / dims)^-1/2, scaled so that the mean length of a vector stays.
    On Caltech 101 it gives most of the gain that training has on unseen groups.

    Parameters
    ----------
    vectors: float32 [photos, dims].
    """
    _, inverse = np.unique(groups, return_inverse=True)
    counts = np.bincount(inverse)[:, None]
    means = np.zeros((len(counts), vectors.shape[1]))
    np.add.at(means, inverse, vectors)
    scatter = vectors - (means / counts)[inverse]
    within = scatter.T @ scatter / len(vectors)
    dims = len(within)
    even = np.trace(within) / dims * np.eye(dims)
    values, axes = np.linalg.eigh((1 - shrinkage) * within + shrinkage * even)
    # Photos that are all the same within their groups scatter in no direction.
    values = np.maximum(values, max(values[-1], 1e-12) * 1e-6)
    found = (axes * values**-0.5) @ axes.T
    before, after = (np.linalg.norm(rows, axis=1).mean() for rows in (vectors, vectors @ found))
    return np.asarray(found * (before / after), np.float32)
