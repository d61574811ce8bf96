"""Whether one photo can be a part of another, by their signatures alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

import cv2
import numpy as np

from photograph.array_types import Floats
from photograph.collection.contract import SIGNATURE_SIDE
from photograph.jobs.duplicates.block_correlation import block_correlations, lowest
from photograph.jobs.duplicates.candidate import Candidate

# The share of the larger picture's longer side that the smaller one may take, and how much finer it
# is looked for around those that fit roughly: a picture full of detail fits at its own share alone.
_SHARES = tuple(np.arange(0.5, 1.001, 0.04).tolist())
_AROUND = tuple(np.arange(-0.06, 0.061, 0.01).tolist())
# Real crops and borders have .8 and more where they fit, and three quarters of the blocks there .6
# and more: of 335 of photos all, of 1,221 others all but one, of 56 of documents all but 2. Of 678
# pairs of other photos that are as bright and dark in the same places, 44 of 100 have that.
_LEAST, _BLOCK, _QUARTER = 0.8, 6, 0.6
_SMALLEST = 0.15  # of the whole's longer side: a smaller part says nothing
# First with the longer side of 24 pixels, where nearly all pairs end in a sixth of the time. Of 720
# crops and borders of 120 photos that have .8 in 64 pixels, all have .67 there.
_COARSE, _COARSE_LEAST = 24, 0.65
_KEPT = 2000  # photos of 20 KB: pairs come sorted, so many are asked for again soon
_End = tuple[Candidate, Floats]


def may_be_part(photos: tuple[Candidate, Candidate], signatures: tuple[Floats, Floats]) -> bool:
    """Whether one of two photos fits somewhere on the other, at some scale.

    Parameters
    ----------
    signatures: float32 [64, 64] each; NaN where there is none.
    """
    if any(bool(np.isnan(signature[0, 0])) for signature in signatures):
        return False
    ends = list(zip(photos, signatures, strict=True))
    coarse = [_kept_coarse(*_shape(photo), of.astype(np.uint8).tobytes()) for photo, of in ends]
    for whole, part in permutations((0, 1)):
        seen, parts = coarse[whole][0], coarse[part][1]
        shares = [share for share, pattern in parts if _best_fit(seen, pattern)[0] >= _COARSE_LEAST]
        if shares and _fits_around(shares, ends[whole], ends[part]):
            return True
    return False


def _fits_around(shares: Sequence[float], whole: _End, part: _End) -> bool:
    """Whether it agrees in 64 pixels at one of these shares of the whole, or at one near them."""
    seen = _at(whole[1], _size(*_shape(whole[0]), SIGNATURE_SIDE))
    near = [share + off for share in shares for off in _AROUND]
    sizes = [_size(*_shape(part[0]), share * SIGNATURE_SIDE) for share in near]
    return any(_agrees(seen, _at(part[1], size)) for size in dict.fromkeys(sizes))


def _agrees(seen: Floats, pattern: Floats) -> bool:
    """Whether a pattern fits on the whole, and its blocks agree with what is there."""
    best, (left, top) = _best_fit(seen, pattern)
    if best < _LEAST:
        return False
    rows, columns = pattern.shape
    there = seen[top : top + rows, left : left + columns]
    # NaN: nothing shows anything.
    return not lowest(block_correlations(pattern, there, _BLOCK), 25) < _QUARTER


def _best_fit(seen: Floats, pattern: Floats) -> tuple[float, tuple[int, int]]:
    """How well a pattern fits where it fits best, by normalised correlation (Lewis, 1995).

    And where: left and top. Minus one where it is larger than the picture.
    """
    if pattern.shape[0] > seen.shape[0] or pattern.shape[1] > seen.shape[1]:
        return -1.0, (0, 0)
    found = cv2.matchTemplate(seen, pattern, cv2.TM_CCOEFF_NORMED)
    _, best, _, (left, top) = cv2.minMaxLoc(found)
    return best, (left, top)


@lru_cache(_KEPT)
def _kept_coarse(
    width: int, height: int, pixels: bytes
) -> tuple[Floats, tuple[tuple[float, Floats], ...]]:
    """The photo in its own shape, the longer side 24 pixels; and as a part of each share."""
    square = np.frombuffer(pixels, np.uint8).reshape(SIGNATURE_SIDE, SIGNATURE_SIDE)
    picture = square.astype(np.float32)
    sizes = [(share, _size(width, height, share * _COARSE)) for share in _SHARES]
    parts = [(share, size) for share, size in sizes if min(size) >= _SMALLEST * _COARSE]
    return (
        _at(picture, _size(width, height, _COARSE)),
        tuple((share, _at(picture, size)) for share, size in parts),
    )


def _at(picture: Floats, size: tuple[int, int]) -> Floats:
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)


def _shape(photo: Candidate) -> tuple[int, int]:
    return photo.width, photo.height


def _size(width: int, height: int, longest: float) -> tuple[int, int]:
    scale = longest / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))
