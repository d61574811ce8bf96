"""Lays a picture on another of which it may be a part, by points of both, then by all pixels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats, Pixels

_SIDE = 512
# As many as tell a crop of a meadow; faint ones where a picture has few others.
_FEATURES, _FAINTEST = 1200, 0.01
# Lowe (2004), section 7.1: a match counts if the next best is clearly worse.
_RATIO = 0.75
_OFF_PIXELS = 2.0
# Fewer fit by chance between different pictures, unless nearly all that are alike fit.
MANY_POINTS, _FEW_POINTS, _MOST = 23, 12, 0.8
# A placement is refined in so many steps at most, until so little is won.
_STEPS, _WON = 30, 1e-5
Placement = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PictureFeatures:
    """A picture with its points.

    Parameters
    ----------
    fine, picture: luma, uint8 [height, width], as fine as it is looked at, and at most 512 a side.
    places: x and y of each point, float32 [points, 2].
    marks: what is around each, uint8 [points, 128]: SIFT's are whole numbers.
    """

    fine: Pixels
    picture: Pixels
    places: Floats
    marks: Pixels


def find_features(fine: Pixels) -> PictureFeatures:
    """The points of a picture by which it is laid on others, by SIFT (Lowe, 2004)."""
    by = min(1.0, _SIDE / max(fine.shape))
    small = cv2.resize(fine, None, fx=by, fy=by, interpolation=cv2.INTER_AREA) if by < 1 else fine
    points, marks = cv2.SIFT.create(_FEATURES, contrastThreshold=_FAINTEST).detectAndCompute(
        small, None
    )
    places = np.array([point.pt for point in points], np.float32).reshape(-1, 2)
    found = np.zeros((0, 128)) if marks is None else marks
    return PictureFeatures(fine, np.asarray(small, np.uint8), places, found.astype(np.uint8))


def find_placement(first: PictureFeatures, second: PictureFeatures) -> tuple[Placement, int] | None:
    """Scale, turn and shift that lay the second picture on the first, by RANSAC; and the points."""
    if min(len(first.marks), len(second.marks)) < 2:
        return None
    # OpenCV 5.0 takes 7 times as long for the distances of bytes.
    queries, marks = (of.marks.astype(np.float32) for of in (second, first))
    matches = cv2.BFMatcher().knnMatch(queries, marks, 2)
    good = [best for best, next_best in matches if best.distance < _RATIO * next_best.distance]
    if len(good) < _FEW_POINTS:
        return None
    source = second.places[[match.queryIdx for match in good]]
    target = first.places[[match.trainIdx for match in good]]
    cv2.setRNGSeed(0)  # the same pair gives the same answer
    matrix, inliers = cv2.estimateAffinePartial2D(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=_OFF_PIXELS
    )
    fit = 0 if matrix is None else int(inliers.sum())
    if fit < MANY_POINTS and not (fit >= _FEW_POINTS and fit >= _MOST * len(good)):
        return None
    return np.asarray(matrix, np.float64), fit


def refined(one: Pixels, other: Pixels, matrix: Placement) -> Placement | None:
    """The placement that fits best near this one, by ECC (Evangelidis and Psarakis, 2008)."""
    start = inverse(matrix).astype(np.float32)
    until = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _STEPS, _WON)
    whole = np.full_like(other, 255)
    try:
        _, found = cv2.findTransformECC(one, other, start, cv2.MOTION_AFFINE, until, whole, 5)
    except cv2.error:  # it does not converge
        return None
    return inverse(np.asarray(found, np.float64))


def inverse(matrix: Placement) -> Placement:
    """Lays the first picture on the second, where the other one lays the second on the first."""
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)
