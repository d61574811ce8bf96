"""The true nearest photos, by comparing with every one: slow, and what the rest is judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats

_ROWS_AT_ONCE = 256


def cosines_of(vectors: Floats, sample: Sequence[int]) -> Iterator[tuple[int, Floats]]:
    """Each sampled row with its cosine to every row, float32 [rows]; its own is -inf.

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
