"""Whether one photo can be a part of another, by their signatures alone."""

from __future__ import annotations

from itertools import permutations

import cv2
import numpy as np

from photograph.array_types import Floats
from photograph.jobs.duplicates.candidate import Candidate

_SIDE = 64
# The share of the larger picture's longer side that the smaller one may take.
_SHARES = np.arange(0.5, 1.001, 0.04)
_LEAST = 0.8
_SMALLEST = 16  # pixels of a side that still say something


def may_be_part(photos: tuple[Candidate, Candidate], signatures: tuple[Floats, Floats]) -> bool:
    """Whether one of two photos fits somewhere on the other, at some scale.

    Parameters
    ----------
    signatures: float32 [64, 64] each; NaN where there is none.
    """
    if any(bool(np.isnan(signature[0, 0])) for signature in signatures):
        return False
    ends = list(zip(photos, signatures, strict=True))
    return any(_fits(*whole, *part) for whole, part in permutations(ends))


def _fits(whole: Candidate, picture: Floats, part: Candidate, pattern: Floats) -> bool:
    """Whether the part is found on the whole, by normalised correlation (Lewis, 1995)."""
    seen = cv2.resize(picture, _size(whole, 1.0), interpolation=cv2.INTER_AREA)
    for share in _SHARES:
        width, height = _size(part, float(share))
        if min(width, height) < _SMALLEST or width > seen.shape[1] or height > seen.shape[0]:
            continue
        shown = cv2.resize(pattern, (width, height), interpolation=cv2.INTER_AREA)
        if cv2.matchTemplate(seen, shown, cv2.TM_CCOEFF_NORMED).max() >= _LEAST:
            return True
    return False


def _size(photo: Candidate, share: float) -> tuple[int, int]:
    """The photo's own shape again, the longer side a share of 64 pixels."""
    scale = share * _SIDE / max(photo.width, photo.height)
    return max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
