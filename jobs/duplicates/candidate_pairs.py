"""Reads from the graph which pairs of photos may be copies: never all pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from photograph.console import say
from photograph.graph.database import Database, read, stream
from photograph.graph.methods import LinkMethod
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.alike_signatures import alike_signatures
from photograph.jobs.duplicates.candidate import Candidate, PlacePair
from photograph.jobs.duplicates.graph_signatures import in_parts, read_signature_vectors

# Of crops that keep 60% of each side, 97 of 100 have .5 and more.
EMBEDDING_CUTOFF = 0.5


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
    alike = _alike_signatures(database, places)  # first, while the vectors are all there is
    values = {"network": network, "method": LinkMethod.KNN, "cutoff": lowest}
    cosines = {
        places.pair((row["root"], row["path"]), (root, path)): cosine
        for row in stream(database, "duplicates/stream_alike_embeddings", **values)
        for root, path, cosine in row["near"]
    }
    return _without_gone(_list_candidates(database, list(places.of)), places, cosines, alike, same)


def _alike_signatures(database: Database, places: _Places) -> set[PlacePair]:
    [counted] = read(database, "duplicates/count_without_signature")
    if counted["without"]:
        say(
            f"{counted['without']} photos have no signature: only their exact copies are found."
            " Give them one: photograph extract PHOTOS, then load."
        )
    photos = read_signature_vectors(database)
    pairs = alike_signatures(photos.vectors).tolist()
    return {places.pair(photos.keys[one], photos.keys[other]) for one, other in pairs}


def _list_candidates(database: Database, keys: Sequence[PhotoKey]) -> list[Candidate]:
    """The photos of these keys that are still there and can be judged, in their order."""
    return [
        Candidate(**{**row, "keywords": tuple(row["keywords"])})
        for some in in_parts(keys)
        for row in stream(database, "duplicates/list_photos", keys=[list(key) for key in some])
    ]


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
