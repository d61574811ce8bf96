"""Judges two photos by their pictures: what one is to the other, or that they are no copies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from photograph.jobs.duplicates.alignment import PictureFeatures, find_features, overlap
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.closer_look import Agreement, agreement_of, worst_edge
from photograph.jobs.duplicates.derivation import edited_one
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.orientation import Orientation
from photograph.jobs.duplicates.proofs import PairProof

# Opens a photo by root, path and content hash, at most so many pixels a side: RGB, upright; None
# where its file can't be opened.
Look = Callable[[str, str, str, int], Image.Image | None]
TwoPhotos = tuple[Candidate, Candidate]
TwoPictures = tuple[Image.Image, Image.Image]

# The least correlation of the worst block, from this many pixels of the shorter side up: in a small
# picture of a document little but the layout is left. How each was measured: docs/duplicates.md.
_WORST_BLOCK = ((180, 0.65), (128, 0.8), (0, 0.9))
# What was filled into a form changes few blocks, a poor JPEG all: how much worse than the 10th
# percentile the worst block may be, in pictures below these pixels of the shorter side.
_SMALL, _OUTLIER, _NOISE = 300, 3.0, 0.08
_WORST_EDGE = 0.94
_TOGETHER = 0.93
# A name laid over a photo leaves the rest as it is, and is lighter than it, or darker.
_OVERLAID = {"tenth": 0.95, "one_signed": 0.92, "side": 128}
_OVERLAID_SHARE = (0.003, 0.15)  # less may be a digit of a document
# A faint one: of 45 photos of Caltech, other copies but GIFs have 4.4 levels and 4 times the mean
# difference at most, names at a fifth of their strength 4.6 and 10 in the median.
_FAINT = {"level": 4.5, "times": 6.0}
# More than the poorest JPEG and GIF change, in levels.
_LIGHT, _BIAS, _COLOUR, _LEVEL, _CONTRAST = 6.5, 4.0, 9.0, 24.0, 1.1
_WORST_SIGNATURE = 0.95
_PART = 0.85
_PART_EDGE = 0.95
_WHOLE_OF_ONE = 0.97


def judge_whole(
    photos: TwoPhotos, pictures: TwoPictures, orientation: Orientation
) -> PairProof | None:
    """Judges two pictures of one shape; the second lies on the first when turned so."""
    laid = pictures[0], orientation.of_image(pictures[1])
    found = agreement_of(*laid)
    if np.isnan(found.worst):  # blank frames show nothing by which to know them
        return PairProof(_kind(photos, orientation, False), 1.0) if found.equal else None
    if _is_same(found) and not worst_edge(*laid) < _WORST_EDGE:  # NaN: no print, no hard edges
        if not (_is_edited(found) or _is_overlaid(found) or _is_faintly_overlaid(photos, found)):
            return PairProof(_kind(photos, orientation, False), found.worst)
        return PairProof(_kind(photos, orientation, True), found.worst, _edited(photos, laid))
    if _is_overlaid(found):
        return PairProof(_kind(photos, orientation, True), found.tenth, _edited(photos, laid))
    return None


def _edited(photos: TwoPhotos, laid: TwoPictures) -> str:
    """The content of the photo that was edited; empty where pixels don't say."""
    place = edited_one(*laid)
    return "" if place is None else photos[place].content_hash


def judge_signatures(photos: TwoPhotos, orientation: Orientation, worst: float) -> PairProof | None:
    """Judges two photos whose files can't be opened; their colours are not known."""
    if not worst >= _WORST_SIGNATURE:
        return None
    return PairProof(_kind(photos, orientation, False), worst)


def picture_features(picture: Image.Image) -> PictureFeatures:
    """The points of a picture by which it is laid on others."""
    return find_features(np.asarray(picture.convert("L")))


def judge_part(
    photos: TwoPhotos, features: tuple[PictureFeatures, PictureFeatures]
) -> PairProof | None:
    """Judges whether one picture is a part of the other, at any scale and turn."""
    found = overlap(*features)
    if found is None or found.third < _PART or found.worst_edge < _PART_EDGE:  # NaN: no print
        return None
    # Frames of a panorama have a part in common too, and neither is a part of the other. Where each
    # is all of the other, something else was in the scene: as wholes they are no copies.
    inside = [share >= _WHOLE_OF_ONE for share in (found.of_one, found.of_other)]
    if inside.count(True) != 1:
        return None
    part = inside.index(True)
    framed = (found.frames_one, found.frames_other)[1 - part]
    made = photos[1 - part] if framed else photos[part]
    return PairProof(DuplicateKind.CROPPED, found.third, made.content_hash)


def _is_same(found: Agreement) -> bool:
    """Whether no part of the pictures differs."""
    cutoff = next(least for side, least in _WORST_BLOCK if found.side >= side)
    outlier = 1 - found.worst > _OUTLIER * (1 - found.tenth) + _NOISE
    return (
        found.worst >= cutoff
        and found.together >= _TOGETHER
        and not (found.side < _SMALL and outlier)
    )


def _is_edited(found: Agreement) -> bool:
    """Whether light, contrast or colour were changed on purpose."""
    return (
        found.one_is_grey
        or found.light > _LIGHT
        or abs(found.bias) > _BIAS
        or found.colour > _COLOUR
        or found.level > _LEVEL
        or max(found.contrast, 1 / found.contrast) > _CONTRAST
    )


def _is_overlaid(found: Agreement) -> bool:
    return (
        found.tenth >= _OVERLAID["tenth"]
        and found.one_signed >= _OVERLAID["one_signed"]
        and _OVERLAID_SHARE[0] <= found.changed <= _OVERLAID_SHARE[1]
        and found.side >= _OVERLAID["side"]
        and found.together >= _TOGETHER
    )


def _is_faintly_overlaid(photos: TwoPhotos, found: Agreement) -> bool:
    """Whether one block is lighter or darker than saving makes it, in pictures that else agree."""
    has_few_colours = any(photo.format == "GIF" for photo in photos)
    stands_out = found.level > _FAINT["level"] and found.level > _FAINT["times"] * found.light
    return stands_out and not has_few_colours


def _kind(photos: TwoPhotos, orientation: Orientation, edited: bool) -> DuplicateKind:
    one, other = photos
    if orientation.mirrored:
        return DuplicateKind.MIRRORED
    if edited:
        return DuplicateKind.EDITED
    if orientation.quarters:
        return DuplicateKind.TURNED
    same = (one.width, one.height) == (other.width, other.height)
    return DuplicateKind.RE_ENCODED if same else DuplicateKind.RESIZED
