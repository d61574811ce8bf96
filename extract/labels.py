"""The network's own guess at what a photo shows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

TOP_LABELS = 5


def top_labels(
    logits: npt.NDArray[np.float32] | None, classes: tuple[str, ...]
) -> list[list[dict[str, Any]] | None]:
    """The five likeliest classes of each row with their softmax scores, best first.

    Parameters
    ----------
    logits: float32 [batch, classes], or None for a network without a classifier.
    """
    if logits is None or not classes:
        return [] if logits is None else [None] * len(logits)
    scores = softmax(logits)
    best = np.argsort(-scores, axis=1)[:, :TOP_LABELS]
    return [
        [{"name": classes[index], "score": float(row[index])} for index in indices]
        for row, indices in zip(scores, best, strict=True)
    ]


def softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Row-wise softmax, in float64 so that large logits do not overflow."""
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    exponents = np.exp(shifted)
    scores: npt.NDArray[np.float64] = exponents / exponents.sum(axis=1, keepdims=True)
    return scores.astype(np.float32)
