"""Reads what the graph holds of signatures: the pictures of 64 × 64, and their vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from photograph.array_types import Floats
from photograph.collection.contract import SIGNATURE_SIDE
from photograph.graph.database import Database, stream
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.graph_vectors import GraphVectors

_PHOTOS_AT_ONCE = 2000


def read_signatures(database: Database, keys: Sequence[PhotoKey]) -> Floats:
    """The signatures of photos, float32 [photos, 64, 64]; NaN where one has none."""
    found = np.full((len(keys), SIGNATURE_SIDE, SIGNATURE_SIDE), np.nan, np.float32)
    start = 0
    for some in in_parts(keys):
        values = [list(key) for key in some]
        for row in stream(database, "duplicates/stream_signatures", keys=values):
            pixels = np.frombuffer(row["signature"], np.uint8)
            if pixels.size == SIGNATURE_SIDE**2:  # another program may have written it
                found[start + row["position"]] = pixels.reshape(found.shape[1:])
        start += len(some)
    return found


def in_parts(keys: Sequence[PhotoKey]) -> Iterator[Sequence[PhotoKey]]:
    """As many keys as one statement takes."""
    for start in range(0, len(keys), _PHOTOS_AT_ONCE):
        yield keys[start : start + _PHOTOS_AT_ONCE]


def read_signature_vectors(database: Database) -> GraphVectors:
    """The photos that have a vector of their signature, with these."""
    found: dict[PhotoKey, Floats] = {
        (row["root"], row["path"]): np.asarray(row["vector"], np.float32)
        for row in stream(database, "duplicates/stream_signature_vectors")
    }
    # Another program may have written one: what is not as long as most are, says nothing.
    shapes = Counter(vector.shape for vector in found.values())
    most = max(shapes, key=lambda shape: shapes[shape], default=())
    keys = [key for key, of in found.items() if of.shape == most and np.isfinite(of).all()]
    return GraphVectors(keys, np.array([found[key] for key in keys], np.float32))
