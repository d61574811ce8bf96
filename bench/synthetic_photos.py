"""Writes an embeddings file of synthetic photos of any size, in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from photograph.array_types import Floats
from photograph.collection.contract import READING, embeddings_schema
from tests.embeddings import provenance

ROOT, NETWORK = "bench", "synthetic"
_A_GROUP = 10_000
_CLUSTERS = 500
Facts = Mapping[str, Sequence[Any]]  # columns of `extract`, a value for each photo
NOTHING: Facts = MappingProxyType({})
_PHOTO = {
    "bytes": 4_000_000,
    "modified_ns": 1,
    "width": 4000,
    "height": 3000,
    "format": "JPEG",
    "orientation": 1,
    "damaged": False,
    "reading": READING,
    "signature": bytes(range(256)) * 16,
    "utc_offset": "+02:00",
    "latitude": 46.5,
    "longitude": -8.25,
    "altitude": 1200.0,
    "camera_make": "Maker",
    "camera_model": "Model 1",
    "lens": "Lens 50",
    "software": "Camera 1.0",
    "frames": None,
    "has_clip": False,
    "keywords": ["holiday", "mountains"],
}


def write_photos(path: Path, count: int, dims: int) -> Path:
    """Writes this many photos in folders of a thousand, with two labels each."""
    return _write(path, dims, _clusters(count, dims))


def write_vectors(path: Path, vectors: Floats, facts: Facts = NOTHING) -> Path:
    """Writes a photo for each of these unit vectors, float32 [photos, dims], in their order.

    Parameters
    ----------
    facts: columns of facts about the photos, instead of the same facts for all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    groups = (vectors[i : i + _A_GROUP] for i in range(0, len(vectors), _A_GROUP))
    return _write(path, vectors.shape[1], groups, facts)


def path_of(number: int) -> str:
    """The path of the photo with this number."""
    return f"{number // 1000:04}/IMG_{number:07}.jpg"


def _clusters(count: int, dims: int) -> Iterator[Floats]:
    chance = np.random.default_rng(0)
    centres = chance.normal(size=(_CLUSTERS, dims))
    for first in range(0, count, _A_GROUP):
        vectors = centres[chance.integers(0, _CLUSTERS, min(count - first, _A_GROUP))]
        vectors = vectors + 0.5 * chance.normal(size=vectors.shape)
        yield (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def _write(path: Path, dims: int, groups: Iterable[Floats], facts: Facts = NOTHING) -> Path:
    by = replace(provenance(ROOT, NETWORK, dims), features=1)
    schema = embeddings_schema(by)
    first = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for unit in groups:
            numbers = range(first, first + len(unit))
            told = {name: values[numbers.start : numbers.stop] for name, values in facts.items()}
            writer.write_table(_table(schema, numbers, unit, told))
            first += len(unit)
    return path


def _table(schema: pa.Schema, numbers: range, unit: Floats, told: Facts) -> pa.Table:
    labels = [{"name": f"class {label}", "score": 0.5} for label in (1, 2)]
    columns = {
        "path": [path_of(number) for number in numbers],
        "filename": [f"IMG_{number:07}.jpg" for number in numbers],
        "content_hash": [f"{number:064x}" for number in numbers],
        "taken_at": [1_700_000_000_000_000 + number * 1_000_000 for number in numbers],
        "gps_at": [1_700_000_000_000_000 + number * 1_000_000 for number in numbers],
        "features": [[0.0]] * len(numbers),
        "labels": [labels] * len(numbers),
        "embedding": pa.FixedSizeListArray.from_arrays(pa.array(unit.ravel()), unit.shape[1]),
    }
    columns |= {name: [value] * len(numbers) for name, value in _PHOTO.items()} | dict(told)
    arrays = [pa.array(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)
