"""What signatures say of pairs of photos: how one lies on the other, and whether a look is due."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats
from photograph.jobs.duplicates.block_correlation import block_correlations
from photograph.jobs.duplicates.orientation import ORIENTATIONS

_BLOCK = 8
# Two orientations that differ by less are of a symmetric picture.
_AS_GOOD = 0.01
# Copies of 128 pixels have .61 in their worst block, watermarked ones .9 in the median (see
# docs/duplicates.md); what is below is not looked at as a whole.
_WORST_BLOCK = 0.5
_MEDIAN_BLOCK = 0.9
# Mean difference in levels of two blank frames that may be one.
_BLANK_APART = 2.0


@dataclass(frozen=True)
class SignaturePairs:
    """For each pair: how the second photo lies, the worst block, and whether a look is due.

    Parameters
    ----------
    orientations: indices of `ORIENTATIONS`.
    worst: the lowest correlation of a block; NaN of blank photos.
    """

    orientations: npt.NDArray[np.int64]
    worst: Floats
    alike: npt.NDArray[np.bool_]


def screen_pairs(one: Floats, other: Floats) -> SignaturePairs:
    """Compares signatures pair by pair, float32 [pairs, 64, 64] each."""
    best = _orientations(one, other)
    laid = np.empty_like(other)
    for index, orientation in enumerate(ORIENTATIONS):
        laid[best == index] = orientation.of_array(other[best == index])
    blocks = block_correlations(one, laid, _BLOCK).reshape(len(one), -1)
    blank: npt.NDArray[np.bool_] = np.all(np.isnan(blocks), axis=1)
    filled = np.where(blank[:, None], 1.0, blocks)
    worst = np.nanmin(filled, 1)
    alike = (worst >= _WORST_BLOCK) | (np.nanmedian(filled, 1) >= _MEDIAN_BLOCK)
    apart = np.abs(one - laid).mean((1, 2))
    return SignaturePairs(
        best, np.where(blank, np.nan, worst), np.where(blank, apart <= _BLANK_APART, alike)
    )


def _orientations(one: Floats, other: Floats) -> npt.NDArray[np.int64]:
    """The first orientation of those that fit best, by the correlation of the whole."""
    first, second = _standard(one), _standard(other)
    fits = np.stack([np.einsum("nij,nij->n", first, o.of_array(second)) for o in ORIENTATIONS])
    return np.asarray(np.argmax(fits >= fits.max(axis=0) - _AS_GOOD, axis=0), np.int64)


def _standard(pictures: Floats) -> Floats:
    centred = pictures - pictures.mean((1, 2), keepdims=True)
    length = np.sqrt(np.square(centred).sum((1, 2), keepdims=True))
    return np.asarray(centred / np.maximum(length, 1e-6), np.float32)
