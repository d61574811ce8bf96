"""Proves what photos are to each other: as earlier runs did, by their signatures, by a look."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from photograph.array_types import Floats
from photograph.console import progress
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate, PlacePair, are_two_exposures
from photograph.jobs.duplicates.judging import Look
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.orientation import ORIENTATIONS
from photograph.jobs.duplicates.pair_judge import PairJudge, ScreenedPair
from photograph.jobs.duplicates.proof_store import Proofs, ProofStore
from photograph.jobs.duplicates.proofs import Contents, PairProof
from photograph.jobs.duplicates.signature_screen import screen_pairs

ReadSignatures = Callable[[Sequence[PhotoKey]], Floats]
_PAIRS_AT_ONCE = 1000
_EXACT = PairProof(DuplicateKind.EXACT, 1.0)


_Judge = Callable[[ScreenedPair], PairProof | None]
_MapOver = Callable[[_Judge, Sequence[ScreenedPair]], Iterable[PairProof | None]]


class PairProver:
    """Proves pairs of a list of photos, each pair of contents once; notes what it can't open."""

    def __init__(
        self,
        photos: Sequence[Candidate],
        signatures: ReadSignatures,
        look: Look,
        store: ProofStore,
    ) -> None:
        self._photos = photos
        self._signatures = signatures
        self._judge = PairJudge(look)
        self._store = store
        self._known: Proofs = {}

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
        """Proves the pairs that need a look, in their order, so that `prove` knows them."""
        left = list({self._contents(pair): pair for pair in pairs if self._is_due(pair)}.values())
        threads = ThreadPoolExecutor(os.cpu_count() or 1, "look")
        try:
            with progress("Comparing photos", len(left), "pairs") as advance:
                for start in range(0, len(left), _PAIRS_AT_ONCE):
                    some = left[start : start + _PAIRS_AT_ONCE]
                    self._prove_some(some, threads.map)
                    advance(len(some))
        finally:  # whoever stops it does not wait for the rest
            threads.shutdown(cancel_futures=True)

    @property
    def unopened(self) -> set[PhotoKey]:
        """Photos that could not be opened."""
        return self._judge.unopened

    @property
    def derived(self) -> set[str]:
        """Contents that were made from others, as far as was proved."""
        return {proof.derived for proof in self._known.values() if proof and proof.derived}

    def _is_due(self, pair: PlacePair) -> bool:
        """Whether a look is due: contents and clocks say nothing, as those of bursts may."""
        one, other = (self._photos[place] for place in pair)
        return one.content_hash != other.content_hash and not are_two_exposures(one, other)

    def _contents(self, pair: PlacePair) -> Contents:
        return frozenset(self._photos[place].content_hash for place in pair)

    def _prove_some(self, pairs: Sequence[PlacePair], over: _MapOver) -> None:
        """Proves pairs, of which those that were proved by an earlier run are taken from there."""
        by_contents = {self._contents(pair): pair for pair in pairs}
        known = self._store.known(by_contents)
        left = [pair for contents, pair in by_contents.items() if contents not in known]
        work = self._screened(left)
        proofs = list(over(self._judge.judge, work))
        proved = dict(zip(map(self._contents, left), proofs, strict=True))
        self._known |= known | proved
        self._store.keep(
            {
                self._contents(pair): proof
                for pair, proof, screened in zip(left, proofs, work, strict=True)
                if self._judge.is_lasting(screened)
            }
        )

    def _screened(self, pairs: Sequence[PlacePair]) -> list[ScreenedPair]:
        if not pairs:
            return []
        places = sorted({place for pair in pairs for place in pair})
        row = {place: row for row, place in enumerate(places)}
        signatures = self._signatures([self._photos[place].key for place in places])
        ends = [signatures[[row[pair[end]] for pair in pairs]] for end in (0, 1)]
        screened = screen_pairs(*ends)
        return [
            ScreenedPair(
                (self._photos[one], self._photos[other]),
                (ends[0][number], ends[1][number]),
                ORIENTATIONS[screened.orientations[number]],
                float(screened.worst[number]),
                bool(screened.alike[number]),
            )
            for number, (one, other) in enumerate(pairs)
        ]
