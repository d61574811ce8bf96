"""Finds the true nearest photos by comparing with all, as a reference for faster ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats

_ROWS_AT_ONCE = 256


def cosines_of(vectors: Floats, sample: Sequence[int]) -> Iterator[tuple[int, Floats]]:
    """Yields each sampled row with its cosines to all rows, float32 [rows]; -inf to itself.

    Parameters
    ----------
    vectors: unit vectors, float32 [rows, dims].
    sample: indices of rows.
    """
    for start in range(0, len(sample), _ROWS_AT_ONCE):
        chosen = list(sample[start : start + _ROWS_AT_ONCE])
        block = vectors[chosen] @ vectors.T
        block[np.arange(len(chosen)), chosen] = -np.inf
        yield from zip(chosen, block, strict=True)


def nearest(cosines: Floats, k: int, cutoff: float) -> npt.NDArray[np.intp]:
    """The indices of the `k` largest cosines that reach the cutoff, best first."""
    near = np.flatnonzero(cosines >= cutoff)  # mostly few, so that less is put in order
    if k < len(near):
        near = near[np.argpartition(cosines[near], len(near) - k)[-k:]]
    best: npt.NDArray[np.intp] = near[np.argsort(-cosines[near], kind="stable")]
    return best
