"""The size of a picture that is made smaller in its own shape."""

from __future__ import annotations


def fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    """A width and height in the same ratio, of which none is longer than `side` pixels.

    A smaller picture keeps its size.
    """
    scale = min(side / max(size), 1.0)
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
