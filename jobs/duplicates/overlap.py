"""What two pictures have in common, when one is laid on the other."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from photograph.array_types import Floats, Pixels
from photograph.jobs.duplicates.alignment import (
    PictureFeatures,
    Placement,
    find_placement,
    refined,
)
from photograph.jobs.duplicates.block_correlation import block_correlations, lowest
from photograph.jobs.duplicates.derivation import Mask, is_framed

_MOST_SCALE = 8.0
_BLOCK = 16
# Standard deviation in levels of blocks that show something, and of those with print.
_STRUCTURE, _EDGES = 3.0, 40.0
# What is below is asked again with a refined placement.
_SURE_EDGE = 0.97
_BLUR = 0.7
_EDGE = 3


@dataclass(frozen=True)
class Overlap:
    """What two pictures have in common, when one is laid on the other.

    Parameters
    ----------
    placement: lays the second picture on the first.
    points: how many of both pictures fit on each other.
    third: the 3rd percentile of the blocks' correlations in the common part.
    of_one, of_other: the share of each picture that the other one has as well.
    """

    placement: Placement
    points: int
    third: float
    of_one: float
    of_other: float


def overlap(first: PictureFeatures, second: PictureFeatures) -> Overlap | None:
    """Lays the second picture on the first; None where that is not possible."""
    placed = find_placement(first, second)
    if placed is None:
        return None
    matrix, points = placed
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if not 1 / _MOST_SCALE < scale < _MOST_SCALE:  # RANSAC may lay everything on one point
        return None
    found, area = _common_blocks(first.picture, second.picture, matrix, _STRUCTURE)
    if not found.size:
        return None
    return Overlap(
        matrix,
        points,
        lowest(found, 3),
        area / first.picture.size,
        area / (scale**2 * second.picture.size),
    )


def is_frame(whole: PictureFeatures, part: PictureFeatures, placement: Placement) -> bool | None:
    """Whether a picture is a border or a screen around its part; None where pixels don't say.

    Parameters
    ----------
    placement: lays the part on the whole.
    """
    return is_framed(whole.picture, _covered(part.picture, placement, whole.picture))


def worst_common_edge(
    first: PictureFeatures, second: PictureFeatures, placement: Placement
) -> float:
    """The least correlation of blocks with print or hard edges, as fine as they are; NaN without.

    Points of 512 pixels lay a finer picture a part of a pixel beside its place, which an edge does
    not forgive: where one block disagrees, the place is refined by all pixels, and asked again.
    """
    one, other, matrix = first.fine, second.fine, _finer(placement, first, second)
    found = _lowest_edge(one, other, matrix)
    if not found < _SURE_EDGE:
        return found
    better = refined(one, other, matrix)
    return found if better is None else max(found, _lowest_edge(one, other, better))


def _lowest_edge(one: Pixels, other: Pixels, matrix: Placement) -> float:
    edges, _ = _common_blocks(one, other, matrix, _EDGES)
    return lowest(edges, 0)


def _covered(picture: Pixels, matrix: Placement, on: Pixels) -> Mask:
    """Where a picture lies on another one."""
    size = (on.shape[1], on.shape[0])
    laid = cv2.warpAffine(np.ones_like(picture), matrix, size, flags=cv2.INTER_NEAREST)
    return np.asarray(laid > 0)


def _common_blocks(
    one: Pixels, other: Pixels, matrix: Placement, structure: float
) -> tuple[Floats, float]:
    """The correlations of the blocks that both pictures have, and the pixels that both have."""
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    size = (one.shape[1], one.shape[0])
    laid = cv2.warpAffine(_blurred(other, scale), matrix, size, flags=cv2.INTER_LINEAR)
    inside = _covered(other, matrix, one)
    ends = _blurred(one, 1 / scale).astype(np.float32), np.asarray(laid, np.float32)
    blocks = block_correlations(*ends, _BLOCK, structure)
    common = _whole_blocks(_without_edge(inside), blocks.shape)
    return blocks[common & ~np.isnan(blocks)], float(inside.sum())


def _finer(matrix: Placement, first: PictureFeatures, second: PictureFeatures) -> Placement:
    """The same for the fine pictures: of each, x and y are so many times larger."""
    times = [of.fine.shape[1] / of.picture.shape[1] for of in (first, second)]
    return np.hstack([matrix[:, :2] * times[0] / times[1], matrix[:, 2:] * times[0]])


def _blurred(picture: Pixels, scale: float) -> Pixels:
    """As soft as it is where `scale` makes it smaller."""
    sigma = max(_BLUR, _BLUR / scale) if scale < 1 else _BLUR
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def _without_edge(inside: Mask) -> Mask:
    """The common part without its outermost pixels, into which a border or a screen was blurred."""
    framed = np.pad(inside, 1).astype(np.uint8)
    around = np.ones((2 * _EDGE + 1, 2 * _EDGE + 1), np.uint8)
    return np.asarray(cv2.erode(framed, around)[1:-1, 1:-1] > 0)


def _whole_blocks(inside: Mask, shape: tuple[int, ...]) -> Mask:
    rows, columns = shape
    cut = inside[: rows * _BLOCK, : columns * _BLOCK]
    blocks = cut.reshape(rows, _BLOCK, columns, _BLOCK)
    return np.asarray(blocks.all(axis=(1, 3)))
