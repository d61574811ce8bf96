"""The true nearest photos, by comparing with every one: slow, and what the rest is judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
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
    k = min(k, len(cosines))
    best = np.argpartition(-cosines, k - 1)[:k] if k < len(cosines) else np.arange(len(cosines))
    best = best[np.argsort(-cosines[best], kind="stable")]
    kept: npt.NDArray[np.intp] = best[cosines[best] >= cutoff]
    return kept
