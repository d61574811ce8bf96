"""Judges pairs of photos whose signatures passed a screen, with a look at their files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PIL import Image

from photograph.array_types import Floats
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.alignment import PictureFeatures
from photograph.jobs.duplicates.candidate import Candidate, have_one_shape
from photograph.jobs.duplicates.closer_look import LOOK_SIDE, at_size
from photograph.jobs.duplicates.derivation import LEAST_ENLARGED, is_enlarged
from photograph.jobs.duplicates.judging import (
    Look,
    TwoPhotos,
    judge_signatures,
    judge_whole,
)
from photograph.jobs.duplicates.orientation import Orientation
from photograph.jobs.duplicates.part_judging import judge_part, picture_features
from photograph.jobs.duplicates.part_screen import may_be_part
from photograph.jobs.duplicates.proofs import PairProof
from photograph.picture_size import fitted

_FEATURES_KEPT = 256  # of 1.2 MB at most


@dataclass(frozen=True)
class ScreenedPair:
    """Two photos with their signatures, float32 [64, 64], and what the screen says of them."""

    photos: TwoPhotos
    signatures: tuple[Floats, Floats]
    orientation: Orientation
    worst: float
    alike: bool


class PairJudge:
    """Opens the photos of pairs and judges them; notes what it can't open."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.unopened: set[PhotoKey] = set()
        # Pairs come in a walk, so both photos of one are soon asked for again.
        self._features = lru_cache(_FEATURES_KEPT)(self._find_features)

    def judge(self, pair: ScreenedPair) -> PairProof | None:
        """What two photos are to each other; None where they are no copies."""
        one, other = pair.photos
        if pair.alike and have_one_shape(one, other, pair.orientation.swaps_sides):
            pictures = self._open(one), self._open(other)
            if pictures[0] is None or pictures[1] is None:
                return judge_signatures(pair.photos, pair.orientation, pair.worst)
            if proof := judge_whole(pair.photos, (pictures[0], pictures[1]), pair.orientation):
                return proof if proof.derived else replace(proof, derived=self._enlarged(pair))
        if may_be_part(pair.photos, pair.signatures):
            ends = self._features(one), self._features(other)
            if ends[0] is not None and ends[1] is not None:
                return judge_part(pair.photos, (ends[0], ends[1]))
        return None

    def is_lasting(self, pair: ScreenedPair) -> bool:
        """Whether what was judged holds for ever: both files and both signatures were there."""
        opened = all(photo.key not in self.unopened for photo in pair.photos)
        return opened and not any(np.isnan(of[0, 0]) for of in pair.signatures)

    def _enlarged(self, pair: ScreenedPair) -> str:
        """The content of the larger photo where it shows no more than the smaller one."""
        small, large = sorted(pair.photos, key=lambda photo: photo.pixels)
        side = max(small.width, small.height)
        if max(large.width, large.height) < LEAST_ENLARGED * side:
            return ""
        # What was added shows in the next octave already.
        one, other = (self._at_most(photo, 2 * side) for photo in pair.photos)
        if one is None or other is None:
            return ""
        laid = sorted((one, pair.orientation.of_image(other)), key=lambda picture: picture.width)
        return large.content_hash if is_enlarged(laid[1], laid[0]) else ""

    def _find_features(self, photo: Candidate) -> PictureFeatures | None:
        picture = self._open(photo)
        return None if picture is None else picture_features(picture)

    def _at_most(self, photo: Candidate, side: int) -> Image.Image | None:
        """The picture with at most so many pixels a side: of the one that is kept, where it can."""
        picture = self._open(photo, max(side, LOOK_SIDE))
        return None if picture is None else at_size(picture, fitted(picture.size, side))

    def _open(self, photo: Candidate, side: int = LOOK_SIDE) -> Image.Image | None:
        picture = self._look(photo.root, photo.path, photo.content_hash, side)
        if picture is None:
            self.unopened.add(photo.key)
        return picture
