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
    x, y = blocks_of(one, side), blocks_of(other, side)
    x = x - x.mean((-3, -1), keepdims=True)
    y = y - y.mean((-3, -1), keepdims=True)
    variances = np.square(x).mean((-3, -1)), np.square(y).mean((-3, -1))
    covariance = (x * y).mean((-3, -1))
    found = (covariance + _FAINT) / (np.sqrt(variances[0] * variances[1]) + _FAINT)
    return np.where(np.maximum(*variances) >= structure**2, found, np.nan).astype(np.float32)


def blocks_of(picture: Floats, side: int) -> Floats:
    """A picture as [..., rows, side, columns, side], without a rest at the right and below."""
    rows, columns = picture.shape[-2] // side, picture.shape[-1] // side
    whole = picture[..., : rows * side, : columns * side]
    shape = (*picture.shape[:-2], rows, side, columns, side)
    return np.asarray(whole, np.float32).reshape(shape)
