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
    x, y = (_centred(blocks_of(of, side)) for of in (one, other))
    variances = _mean_product(x, x), _mean_product(y, y)
    found = _correlation(_mean_product(x, y), *variances)
    return np.where(np.maximum(*variances) >= structure**2, found, np.float32(np.nan))


def whole_correlation(one: Floats, other: Floats) -> float:
    """The correlation of two whole pictures, luma in levels, float32 [height, width]."""
    x, y = (_centred(of.ravel()) for of in (one, other))
    return float(_correlation(_mean_product(x, y), _mean_product(x, x), _mean_product(y, y)))


def lowest(blocks: Floats, percentile: float) -> float:
    """The correlation at a percentile of the blocks, 0 for the least; NaN where none has one."""
    found = blocks[~np.isnan(blocks)]
    return float(np.percentile(found, percentile)) if found.size else float("nan")


def blocks_of(picture: Floats, side: int) -> Floats:
    """The pixels of each block of a picture, without a rest at the right and below.

    Returns float32 [..., rows, columns, side × side], in one piece: sums of it are quick.
    """
    rows, columns = picture.shape[-2] // side, picture.shape[-1] // side
    whole = np.asarray(picture[..., : rows * side, : columns * side], np.float32)
    blocks = whole.reshape(*picture.shape[:-2], rows, side, columns, side).swapaxes(-3, -2)
    return blocks.reshape(*picture.shape[:-2], rows, columns, side * side)


def _centred(pixels: Floats) -> Floats:
    return np.asarray(pixels - pixels.mean(-1, keepdims=True), np.float32)


def _mean_product(x: Floats, y: Floats) -> Floats:
    """Of centred pixels the variance or covariance, over the last axis."""
    return np.asarray(np.vecdot(x, y) / np.float32(x.shape[-1]), np.float32)


def _correlation(covariance: Floats, one: Floats, other: Floats) -> Floats:
    """The correlation of what has this covariance and these variances."""
    return np.asarray((covariance + _FAINT) / (np.sqrt(one * other) + _FAINT), np.float32)
