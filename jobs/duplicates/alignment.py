"""Lays a picture on another of which it may be a part: a crop, a border, a screen around it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats, Pixels
from photograph.jobs.duplicates.block_correlation import block_correlations
from photograph.jobs.duplicates.derivation import Mask, is_framed

_SIDE = 512
_FEATURES = 600
# Lowe (2004), section 7.1: a match counts if the next best is clearly worse.
_RATIO = 0.75
_OFF_PIXELS = 2.0
# Fewer fit by chance between different pictures.
_LEAST_INLIERS = 23
_MOST_SCALE = 8.0
_BLOCK = 16
# Standard deviation in levels of blocks that show something, and of those with print.
_STRUCTURE, _EDGES = 3.0, 40.0
_BLUR = 0.7
_EDGE = 3
Placement = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PictureFeatures:
    """A picture with its points.

    Parameters
    ----------
    fine, picture: luma, uint8 [height, width], as fine as it is looked at, and at most 512 a side.
    places: x and y of each point, float32 [points, 2].
    marks: what is around each, float32 [points, 128].
    """

    fine: Pixels
    picture: Pixels
    places: Floats
    marks: Floats


@dataclass(frozen=True)
class Overlap:
    """What two pictures have in common, when one is laid on the other.

    Parameters
    ----------
    third: the 3rd percentile of the blocks' correlations in the common part.
    worst_edge: the least of blocks with print or hard edges, as fine as they are; NaN without any.
    of_one, of_other: the share of each picture that the other one has as well.
    frames_one, frames_other: whether the rest of that picture is a border or a screen around it.
    """

    third: float
    worst_edge: float
    of_one: float
    of_other: float
    frames_one: bool
    frames_other: bool


def find_features(fine: Pixels) -> PictureFeatures:
    """The points of a picture by which it is laid on others, by SIFT (Lowe, 2004)."""
    by = min(1.0, _SIDE / max(fine.shape))
    small = cv2.resize(fine, None, fx=by, fy=by, interpolation=cv2.INTER_AREA) if by < 1 else fine
    points, marks = cv2.SIFT.create(_FEATURES).detectAndCompute(small, None)
    places = np.array([point.pt for point in points], np.float32).reshape(-1, 2)
    found = np.zeros((0, 128), np.float32) if marks is None else np.asarray(marks, np.float32)
    return PictureFeatures(fine, np.asarray(small, np.uint8), places, found)


def overlap(first: PictureFeatures, second: PictureFeatures) -> Overlap | None:
    """Lays the second picture on the first; None where that is not possible."""
    matrix = _find(first, second)
    if matrix is None:
        return None
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if not 1 / _MOST_SCALE < scale < _MOST_SCALE:  # RANSAC may lay everything on one point
        return None
    found, area = _common_blocks(first.picture, second.picture, matrix, _STRUCTURE)
    if not found.size:
        return None
    edges, _ = _common_blocks(first.fine, second.fine, _finer(matrix, first, second), _EDGES)
    return Overlap(
        float(np.percentile(found, 3)),
        float(edges.min()) if edges.size else float("nan"),
        area / first.picture.size,
        area / (scale**2 * second.picture.size),
        is_framed(first.picture, _covered(second.picture, matrix, first.picture)),
        is_framed(
            second.picture,
            _covered(first.picture, _inverse(matrix), second.picture),
        ),
    )


def _inverse(matrix: Placement) -> Placement:
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)


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


def _find(first: PictureFeatures, second: PictureFeatures) -> Placement | None:
    """Scale, turn and shift that lay the second picture on the first, by RANSAC."""
    if min(len(first.marks), len(second.marks)) < 2:
        return None
    matches = cv2.BFMatcher().knnMatch(second.marks, first.marks, 2)
    good = [best for best, next_best in matches if best.distance < _RATIO * next_best.distance]
    if len(good) < _LEAST_INLIERS:
        return None
    source = second.places[[match.queryIdx for match in good]]
    target = first.places[[match.trainIdx for match in good]]
    cv2.setRNGSeed(0)  # the same pair gives the same answer
    matrix, inliers = cv2.estimateAffinePartial2D(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=_OFF_PIXELS
    )
    if matrix is None or inliers.sum() < _LEAST_INLIERS:
        return None
    return np.asarray(matrix, np.float64)


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
