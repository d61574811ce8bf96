"""Reads from the graph which pairs of photos may be copies: never all pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from photograph.array_types import Floats
from photograph.collection.contract import SIGNATURE_SIDE
from photograph.console import say
from photograph.graph.database import Database, read, stream
from photograph.graph.methods import LinkMethod
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.catalogue import ALIKE_SIGNATURES
from photograph.jobs.duplicates.candidate import Candidate, PlacePair
from photograph.jobs.runner import Values, run_job

# Of crops that keep 60% of each side, 97 of 100 have .5 and more.
EMBEDDING_CUTOFF = 0.5
# Whole copies have .977 and more, in any orientation; see docs/duplicates.md.
SIGNATURE_CUTOFF = 0.965
_TOP_K = 10
_PHOTOS_AT_ONCE = 2000


@dataclass(frozen=True)
class CandidatePairs:
    """Photos, by whose places in the list pairs of them are named, the lower place first.

    Parameters
    ----------
    cosines: of the embeddings of pairs that have an edge.
    alike: pairs with nearly one signature.
    same: pairs of the same content: each photo with the first of its content.
    """

    photos: list[Candidate]
    cosines: dict[PlacePair, float]
    alike: set[PlacePair]
    same: set[PlacePair]


@dataclass
class _Places:
    """Gives each photo a place in a list, in the order in which they are met."""

    of: dict[PhotoKey, int] = field(default_factory=dict)

    def pair(self, one: PhotoKey, other: PhotoKey) -> PlacePair:
        first, second = (self.of.setdefault(key, len(self.of)) for key in (one, other))
        return min(first, second), max(first, second)


def read_candidates(database: Database, network: str, lowest: float) -> CandidatePairs:
    """Photos of the same content, of nearly the same signature, or alike to a network.

    Parameters
    ----------
    lowest: the lowest cosine of two embeddings.
    """
    places = _Places()
    same = set()
    for row in read(database, "duplicates/list_same_content"):
        keys = sorted((root, path) for root, path in row["keys"])
        same |= {places.pair(keys[0], key) for key in keys[1:]}
    values = {"network": network, "method": LinkMethod.KNN, "cutoff": lowest}
    cosines = {
        places.pair((row["root"], row["path"]), (root, path)): cosine
        for row in stream(database, "duplicates/stream_alike_embeddings", **values)
        for root, path, cosine in row["near"]
    }
    alike = {_pair_of(row, places) for row in _alike_signatures(database)}
    return _without_gone(_list_candidates(database, list(places.of)), places, cosines, alike, same)


def _pair_of(row: Values, places: _Places) -> PlacePair:
    return places.pair((row["root"], row["path"]), (row["otherRoot"], row["otherPath"]))


def _alike_signatures(database: Database) -> list[Values]:
    [counted] = read(database, "duplicates/count_signatures")
    if counted["without"]:
        say(
            f"{counted['without']} photos have no signature: only their exact copies are found."
            " Give them one: photograph extract PHOTOS, then load."
        )
    if counted["withVector"] < 2:
        return []
    # Of unit vectors, the square of the distance is 2 (1 - cosine).
    similarity = 1 / (1 + float(np.sqrt(2 * (1 - SIGNATURE_CUTOFF))))
    return run_job(
        database, ALIKE_SIGNATURES, {"topK": _TOP_K, "similarityCutoff": similarity}
    ).rows


def _list_candidates(database: Database, keys: Sequence[PhotoKey]) -> list[Candidate]:
    """The photos of these keys that are still there and can be judged, in their order."""
    return [
        Candidate(**row)
        for some in _in_parts(keys)
        for row in stream(database, "duplicates/list_photos", keys=[list(key) for key in some])
    ]


def read_signatures(database: Database, keys: Sequence[PhotoKey]) -> Floats:
    """The signatures of photos, float32 [photos, 64, 64]; NaN where one has none."""
    found = np.full((len(keys), SIGNATURE_SIDE, SIGNATURE_SIDE), np.nan, np.float32)
    start = 0
    for some in _in_parts(keys):
        values = [list(key) for key in some]
        for row in stream(database, "duplicates/stream_signatures", keys=values):
            pixels = np.frombuffer(row["signature"], np.uint8)
            if pixels.size == SIGNATURE_SIDE**2:  # another program may have written it
                found[start + row["position"]] = pixels.reshape(found.shape[1:])
        start += len(some)
    return found


def _in_parts(keys: Sequence[PhotoKey]) -> Iterator[Sequence[PhotoKey]]:
    for start in range(0, len(keys), _PHOTOS_AT_ONCE):
        yield keys[start : start + _PHOTOS_AT_ONCE]


def _without_gone(
    photos: list[Candidate],
    places: _Places,
    cosines: dict[PlacePair, float],
    alike: set[PlacePair],
    same: set[PlacePair],
) -> CandidatePairs:
    """Leaves out what was deleted while it was read, or can't be judged."""
    now = {photo.key: place for place, photo in enumerate(photos)}
    moved = {place: now[key] for key, place in places.of.items() if key in now}

    def kept(pairs: Iterable[PlacePair]) -> dict[PlacePair, PlacePair]:
        there = [pair for pair in pairs if pair[0] in moved and pair[1] in moved]
        return {pair: (moved[pair[0]], moved[pair[1]]) for pair in there}

    return CandidatePairs(
        photos,
        {pair: cosines[before] for before, pair in kept(cosines).items()},
        set(kept(alike).values()),
        set(kept(same).values()),
    )
