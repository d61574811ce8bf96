"""How alike two pictures of one size are in each part: correlation in blocks that show something.

A correlation of whole pictures says little: screenshots of one layout have .97. Two different
pictures differ somewhere, and there the blocks say so.
"""

from __future__ import annotations

import numpy as np

from photograph.array_types import Floats

# Added to covariance and deviations, in squared levels: what is fainter than 5 levels counts less.
_FAINT = 25.0
# Standard deviation in levels from which a block shows something; JPEG's noise stays below.
_STRUCTURE = 3.0


def block_correlations(
    one: Floats, other: Floats, side: int, structure: float = _STRUCTURE
) -> Floats:
    """The correlation of two pictures in each block of `side` × `side` pixels.

    Parameters
    ----------
    one, other: luma in levels, float32 [..., height, width].
    structure: the least standard deviation of a block, in either picture.

    Returns float32 [..., rows, columns]; NaN where neither picture shows anything.
    """
    found, variances = _correlations(blocks_of(one, side), blocks_of(other, side), (-3, -1))
    return np.where(variances >= structure**2, found, np.nan).astype(np.float32)


def whole_correlation(one: Floats, other: Floats) -> float:
    """The correlation of two whole pictures, luma in levels, float32 [height, width]."""
    return float(_correlations(one, other, (-2, -1))[0])


def _correlations(x: Floats, y: Floats, axes: tuple[int, int]) -> tuple[Floats, Floats]:
    """The correlations over two axes, and the larger of the two variances of each."""
    x = x - x.mean(axes, keepdims=True)
    y = y - y.mean(axes, keepdims=True)
    variances = np.square(x).mean(axes), np.square(y).mean(axes)
    deviations = np.sqrt(variances[0] * variances[1])
    return ((x * y).mean(axes) + _FAINT) / (deviations + _FAINT), np.maximum(*variances)


def blocks_of(picture: Floats, side: int) -> Floats:
    """A picture as [..., rows, side, columns, side], without a rest at the right and below."""
    rows, columns = picture.shape[-2] // side, picture.shape[-1] // side
    whole = picture[..., : rows * side, : columns * side]
    shape = (*picture.shape[:-2], rows, side, columns, side)
    return np.asarray(whole, np.float32).reshape(shape)
