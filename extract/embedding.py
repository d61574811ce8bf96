"""From a network's raw features to the embedding that photos are compared by."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def unit_length(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Each row divided by its length, float32; a row of zeros stays zeros."""
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
