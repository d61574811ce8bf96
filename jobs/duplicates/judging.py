"""Judges two photos by their pictures: what one is to the other, or that they are no copies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from photograph.jobs.duplicates.agreement_rules import (
    WORST_EDGE,
    is_edited,
    is_faint_name,
    is_faintly_overlaid,
    is_overlaid,
    is_same,
)
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.closer_look import Agreement, agreement_of, worst_edge
from photograph.jobs.duplicates.derivation import edited_one
from photograph.jobs.duplicates.odd_blocks import NONE_ODD, OddBlocks, odd_blocks
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.orientation import Orientation
from photograph.jobs.duplicates.proofs import PairProof
from photograph.jobs.duplicates.tone import in_tone_of
from photograph.jpeg_saving import saved_like

# Opens a photo by root, path and content hash, at most so many pixels a side: RGB, upright; None
# where its file can't be opened.
Look = Callable[[str, str, str, int], Image.Image | None]
TwoPhotos = tuple[Candidate, Candidate]
TwoPictures = tuple[Image.Image, Image.Image]

# What pictures of other light have in common before it is undone.
_TONED = {"together": 0.9, "tenth": 0.8}
# Of small photos the worst block has .85, after they lost the same as a JPEG of quality 15 or 20;
# forms that were filled in otherwise .76.
_REMADE = 0.85
_WORST_SIGNATURE = 0.95


def judge_whole(
    photos: TwoPhotos, pictures: TwoPictures, orientation: Orientation
) -> PairProof | None:
    """Judges two pictures of one shape; the second lies on the first when turned so."""
    laid = pictures[0], orientation.of_image(pictures[1])
    found = agreement_of(*laid)
    if np.isnan(found.worst):  # blank frames show nothing by which to know them
        return PairProof(_kind(photos, orientation, False), 1.0) if found.equal else None
    if is_same(found) and not worst_edge(*laid) < WORST_EDGE:  # NaN: no print, no hard edges
        if _shows_an_edit(photos, found):
            poor = _judge_poor(photos, laid, orientation)
            return poor or _edit(photos, laid, orientation, found.worst)
        odd = _odd_blocks(photos, laid)
        if not odd.count:
            return PairProof(_kind(photos, orientation, False), found.worst)
        if is_faint_name(odd):
            return _edit(photos, laid, orientation, found.worst)
    if is_overlaid(found):
        return _edit(photos, laid, orientation, found.tenth)
    poor = _judge_poor(photos, laid, orientation)
    return poor or _judge_toned(photos, laid, found, orientation)


def _odd_blocks(photos: TwoPhotos, laid: TwoPictures) -> OddBlocks:
    return NONE_ODD if _have_few_colours(photos) else odd_blocks(*laid)


def _agree_everywhere(photos: TwoPhotos, laid: TwoPictures, found: Agreement) -> bool:
    agree = is_same(found) and not worst_edge(*laid) < WORST_EDGE
    return agree and not _odd_blocks(photos, laid).count


def _have_few_colours(photos: TwoPhotos) -> bool:
    return any(photo.format == "GIF" for photo in photos)


def _shows_an_edit(photos: TwoPhotos, found: Agreement) -> bool:
    faintly = is_faintly_overlaid(found) and not _have_few_colours(photos)
    return faintly or is_edited(found) or is_overlaid(found)


def _judge_toned(
    photos: TwoPhotos, laid: TwoPictures, found: Agreement, orientation: Orientation
) -> PairProof | None:
    """Judges two pictures of other light or contrast in the tones of each."""
    if not (is_edited(found) and found.together >= _TONED["together"]):
        return None
    if not found.tenth >= _TONED["tenth"]:
        return None
    one, other = laid
    for pair in ((in_tone_of(one, other), other), (one, in_tone_of(other, one))):
        toned = agreement_of(*pair)
        if _agree_everywhere(photos, pair, toned):
            return PairProof(_kind(photos, orientation, True), toned.worst)
    return None


def _judge_poor(photos: TwoPhotos, laid: TwoPictures, orientation: Orientation) -> PairProof | None:
    """Judges two small pictures, of which one is a JPEG so poor that blocks of it are gone."""
    for one, other in (laid, laid[::-1]):
        remade = saved_like(one, other)
        if remade is None:
            continue
        found = agreement_of(remade, other)
        if (
            found.worst >= _REMADE
            and not _shows_an_edit(photos, found)
            and _agree_everywhere(photos, (remade, other), found)
        ):
            return PairProof(_kind(photos, orientation, False), found.worst)
    return None


def _edit(
    photos: TwoPhotos, laid: TwoPictures, orientation: Orientation, score: float
) -> PairProof:
    """One of the two was edited; which one, is empty where pixels don't say."""
    place = edited_one(*laid)
    made = "" if place is None else photos[place].content_hash
    return PairProof(_kind(photos, orientation, True), score, made)


def judge_signatures(photos: TwoPhotos, orientation: Orientation, worst: float) -> PairProof | None:
    """Judges two photos whose files can't be opened; their colours are not known."""
    if not worst >= _WORST_SIGNATURE:
        return None
    return PairProof(_kind(photos, orientation, False), worst)


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
