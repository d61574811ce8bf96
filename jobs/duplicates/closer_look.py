"""Compares two pictures at the size of the smaller one: where, and how, they differ."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from photograph.array_types import Floats
from photograph.jobs.duplicates.block_correlation import (
    block_correlations,
    blocks_of,
    lowest,
    whole_correlation,
)
from photograph.picture_size import fitted

# Pixels of the longer side, at most: where small print is compared, and as a whole.
LOOK_SIDE = 1024
_WHOLE_SIDE = 512
_BLOCK = 16
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601
# Of red, green and blue: luma, and what red and blue are above it.
_PLANES = np.stack([_LUMA, [1, 0, 0] - _LUMA, [0, 0, 1] - _LUMA]).astype(np.float32)
# Blurred a little, since each program scales in a way of its own.
_BLUR = 0.7
# Deviation in levels of blocks with print or hard edges, which even a poor JPEG keeps; in a picture
# below these pixels of the shorter side, edges are softer.
_EDGES, _SOFT_EDGES, _SMALL = 40.0, 15.0, 180
# A block below this correlation has been painted over.
_CHANGED = 0.95


@dataclass(frozen=True)
class Agreement:
    """How two pictures agree; a correlation of 1 is the same. NaN where nothing can be said.

    Parameters
    ----------
    side: the shorter side of the smaller picture, in pixels.
    worst, tenth: the least correlation of a block, and the 10th percentile.
    together: the correlation of the whole pictures.
    changed: the share of blocks that were painted over.
    one_signed: of what differs there, the share that is lighter, or the share that is darker.
    level: the most that a block is lighter or darker, in levels.
    light, bias: the mean difference in levels, without and with its sign.
    contrast: the contrast of the second picture, as a multiple of that of the first.
    colour: the mean difference of colour, in levels.
    one_is_grey: only one of them has colours.
    equal: every pixel is the same.
    """

    side: int
    worst: float
    tenth: float
    together: float
    changed: float
    one_signed: float
    level: float
    light: float
    bias: float
    contrast: float
    colour: float
    one_is_grey: bool
    equal: bool


def agreement_of(one: Image.Image, other: Image.Image) -> Agreement:
    """Compares two RGB pictures that lie the same way and have one shape."""
    smaller = smaller_size(one, other)
    size = fitted(smaller, _WHOLE_SIDE)
    planes = [_planes(of, size) for of in (one, other)]
    (first, *_), (second, *_) = planes
    blocks = block_correlations(first, second, _BLOCK)
    differs = second - first
    in_blocks = blocks_of(differs, _BLOCK)
    colours = [of[1:] for of in planes]
    spread = [float(colour.std()) for colour in colours]
    return Agreement(
        side=min(smaller),
        worst=lowest(blocks, 0),
        tenth=lowest(blocks, 10),
        together=whole_correlation(first, second),
        changed=float((blocks < _CHANGED).sum() / max(1, (~np.isnan(blocks)).sum())),
        one_signed=one_signed(in_blocks[blocks < _CHANGED]),
        level=float(np.abs(in_blocks.mean(-1)).max(initial=0.0)),
        light=float(np.abs(differs).mean()),
        bias=float(differs.mean()),
        contrast=float((second.std() + 1) / (first.std() + 1)),
        colour=float(np.abs(colours[0] - colours[1]).mean()),
        one_is_grey=min(spread) < 0.5 < 1.5 < max(spread),
        equal=one.size == other.size and one.tobytes() == other.tobytes(),
    )


def worst_edge(one: Image.Image, other: Image.Image) -> float:
    """The least correlation of a block with print or hard edges; NaN without any.

    As fine as the smaller picture is: at 512 pixels, print is a few grey dots.
    """
    size = smaller_size(one, other)
    fine = [_levels(image.convert("L"), size) for image in (one, other)]
    edges = _SOFT_EDGES if min(size) < _SMALL else _EDGES
    return lowest(block_correlations(fine[0], fine[1], _BLOCK, edges), 0)


def smaller_size(one: Image.Image, other: Image.Image) -> tuple[int, int]:
    """The size of the one with fewer pixels, in which two pictures are compared."""
    return min(one.size, other.size, key=lambda size: size[0] * size[1])


def at_size(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at this size, by averages where it is halved or more."""
    if image.size == size:
        return image
    if image.width < 2 * size[0]:
        return image.resize(size, Image.Resampling.LANCZOS)
    return Image.fromarray(cv2.resize(np.asarray(image), size, interpolation=cv2.INTER_AREA))


def _planes(image: Image.Image, size: tuple[int, int]) -> Floats:
    """Luma, and what red and blue are above it, in levels: float32 [3, height, width]."""
    return np.stack(cv2.split(cv2.transform(_levels(image, size), _PLANES)))


def _levels(image: Image.Image, size: tuple[int, int]) -> Floats:
    pixels = np.asarray(at_size(image, size))
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), _BLUR), np.float32)


def one_signed(painted: Floats) -> float:
    """The share of these differences that is lighter, or the share that is darker; NaN of none."""
    if not painted.size:
        return float("nan")
    lighter, darker = painted.clip(0).sum(), (-painted).clip(0).sum()
    return float(max(lighter, darker) / max(lighter + darker, 1e-6))
