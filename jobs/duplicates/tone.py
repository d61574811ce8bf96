"""Undoes a change of light or contrast, so that what two pictures show can be compared."""

from __future__ import annotations

import numpy as np
from PIL import Image

from photograph.array_types import Floats64, Pixels

_LEVELS = 256


def in_tone_of(picture: Image.Image, other: Image.Image) -> Image.Image:
    """An RGB picture with the levels of another one: histogram matching, each colour by itself.

    What the other one lost in white and black is lost here, too (Gonzalez and Woods, section 3.3).
    """
    pixels, wanted = np.asarray(picture), np.asarray(other)
    bands = [_matched(pixels[..., band], wanted[..., band]) for band in range(pixels.shape[2])]
    return Image.fromarray(np.stack(bands, axis=2))


def _matched(band: Pixels, wanted: Pixels) -> Pixels:
    """The middle of the levels to which a level belongs, so that white stays white."""
    ranks, shares = _shares(band), _shares(wanted)
    middle = ranks - np.diff(ranks, prepend=0.0) / 2
    curve = np.searchsorted(shares, middle).clip(0, _LEVELS - 1)
    return np.asarray(curve.astype(np.uint8)[band])


def _shares(band: Pixels) -> Floats64:
    """The share of pixels at each level or below it, float64 [256]."""
    return np.asarray(np.cumsum(np.bincount(band.ravel(), minlength=_LEVELS)) / band.size)
