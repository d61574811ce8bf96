"""Proves what photos are to each other: by their signatures first, then by a look at the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from photograph.array_types import Floats
from photograph.console import progress
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.alignment import PictureFeatures
from photograph.jobs.duplicates.candidate import (
    Candidate,
    PlacePair,
    are_two_exposures,
    have_one_shape,
)
from photograph.jobs.duplicates.judging import (
    Look,
    judge_part,
    judge_signatures,
    judge_whole,
    picture_features,
)
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.orientation import ORIENTATIONS, Orientation
from photograph.jobs.duplicates.part_screen import may_be_part
from photograph.jobs.duplicates.proofs import PairProof
from photograph.jobs.duplicates.signature_screen import screen_pairs

ReadSignatures = Callable[[Sequence[PhotoKey]], Floats]
_PAIRS_AT_ONCE = 1000
_FEATURES_KEPT = 64
_EXACT = PairProof(DuplicateKind.EXACT, 1.0)


@dataclass(frozen=True)
class _Screened:
    """Two photos with their signatures, float32 [64, 64], and what the screen says of them."""

    photos: tuple[Candidate, Candidate]
    signatures: tuple[Floats, Floats]
    orientation: Orientation
    worst: float
    alike: bool


_Judge = Callable[[_Screened], PairProof | None]
_MapOver = Callable[[_Judge, Sequence[_Screened]], Iterable[PairProof | None]]


class PairProver:
    """Proves pairs of a list of photos, each pair of contents once; notes what it can't open."""

    def __init__(self, photos: Sequence[Candidate], signatures: ReadSignatures, look: Look) -> None:
        self._photos = photos
        self._signatures = signatures
        self._look = look
        self._known: dict[frozenset[str], PairProof | None] = {}
        self.unopened: set[PhotoKey] = set()
        # Pairs come sorted, so the first of them is asked for again and again.
        self._features = lru_cache(_FEATURES_KEPT)(self._find_features)

    def prove(self, one: int, other: int) -> PairProof | None:
        """What two photos are to each other; None where they are no copies."""
        contents = self._contents((one, other))
        if len(contents) == 1:
            return _EXACT
        if are_two_exposures(self._photos[one], self._photos[other]):
            return None
        if contents not in self._known:
            self._prove_some([(one, other)], map)
        return self._known[contents]

    def prove_all(self, pairs: Iterable[PlacePair]) -> None:
        """Proves the pairs that need a look, so that `prove` knows them."""
        left = sorted({self._contents(pair): pair for pair in pairs if self._is_due(pair)}.values())
        threads = ThreadPoolExecutor(os.cpu_count() or 1, "look")
        try:
            with progress("Comparing photos", len(left), "pairs") as advance:
                for start in range(0, len(left), _PAIRS_AT_ONCE):
                    some = left[start : start + _PAIRS_AT_ONCE]
                    self._prove_some(some, threads.map)
                    advance(len(some))
        finally:  # whoever stops it does not wait for the rest
            threads.shutdown(cancel_futures=True)

    def _is_due(self, pair: PlacePair) -> bool:
        """Whether a look is due: contents and clocks say nothing, as those of bursts may."""
        one, other = (self._photos[place] for place in pair)
        return one.content_hash != other.content_hash and not are_two_exposures(one, other)

    def _contents(self, pair: PlacePair) -> frozenset[str]:
        return frozenset(self._photos[place].content_hash for place in pair)

    def _prove_some(self, pairs: Sequence[PlacePair], over: _MapOver) -> None:
        places = sorted({place for pair in pairs for place in pair})
        row = {place: row for row, place in enumerate(places)}
        signatures = self._signatures([self._photos[place].key for place in places])
        ends = [signatures[[row[pair[end]] for pair in pairs]] for end in (0, 1)]
        screened = screen_pairs(*ends)
        work = [
            _Screened(
                (self._photos[one], self._photos[other]),
                (ends[0][number], ends[1][number]),
                ORIENTATIONS[screened.orientations[number]],
                float(screened.worst[number]),
                bool(screened.alike[number]),
            )
            for number, (one, other) in enumerate(pairs)
        ]
        proofs = over(self._judge, work)
        self._known |= {
            self._contents(pair): proof for pair, proof in zip(pairs, proofs, strict=True)
        }

    def _judge(self, pair: _Screened) -> PairProof | None:
        one, other = pair.photos
        if pair.alike and have_one_shape(one, other, pair.orientation.swaps_sides):
            pictures = self._open(one), self._open(other)
            if pictures[0] is None or pictures[1] is None:
                return judge_signatures(pair.photos, pair.orientation, pair.worst)
            if proof := judge_whole(pair.photos, (pictures[0], pictures[1]), pair.orientation):
                return proof
        if may_be_part(pair.photos, pair.signatures):
            ends = self._features(one), self._features(other)
            if ends[0] is not None and ends[1] is not None:
                return judge_part(ends[0], ends[1])
        return None

    def _find_features(self, photo: Candidate) -> PictureFeatures | None:
        picture = self._open(photo)
        return None if picture is None else picture_features(picture)

    def _open(self, photo: Candidate) -> Image.Image | None:
        picture = self._look(photo.root, photo.path, photo.content_hash)
        if picture is None:
            self.unopened.add(photo.key)
        return picture
