"""Judges whether one picture is a part of another: a crop, a border, a screen around it."""

from __future__ import annotations

import numpy as np
from PIL import Image

from photograph.jobs.duplicates.alignment import (
    MANY_POINTS,
    PictureFeatures,
    find_features,
    inverse,
)
from photograph.jobs.duplicates.judging import TwoPhotos
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.overlap import is_frame, overlap, worst_common_edge
from photograph.jobs.duplicates.proofs import PairProof

# Few points may fit by chance, many blocks do not.
_PART, _PART_OF_FEW_POINTS = 0.85, 0.95
_PART_EDGE = 0.95
_WHOLE_OF_ONE = 0.97


def picture_features(picture: Image.Image) -> PictureFeatures:
    """The points of a picture by which it is laid on others."""
    return find_features(np.asarray(picture.convert("L")))


def judge_part(
    photos: TwoPhotos, features: tuple[PictureFeatures, PictureFeatures]
) -> PairProof | None:
    """Judges whether one picture is a part of the other, at any scale and turn."""
    found = overlap(*features)
    if found is None:
        return None
    if found.third < (_PART if found.points >= MANY_POINTS else _PART_OF_FEW_POINTS):
        return None
    # Frames of a panorama have a part in common too, and neither is a part of the other. Where each
    # is all of the other, something else was in the scene: as wholes they are no copies.
    inside = [share >= _WHOLE_OF_ONE for share in (found.of_one, found.of_other)]
    if inside.count(True) != 1:
        return None
    # Asked last, since it may refine the placement. NaN: no print.
    if worst_common_edge(*features, found.placement) < _PART_EDGE:
        return None
    part = inside.index(True)
    laid = found.placement if part == 1 else inverse(found.placement)
    framed = is_frame(features[1 - part], features[part], laid)
    made = photos[1 - part] if framed else photos[part]
    derived = "" if framed is None else made.content_hash
    return PairProof(DuplicateKind.CROPPED, found.third, derived)
