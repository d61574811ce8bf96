"""An embeddings file of photos that nobody took, as large as is asked for, written in pieces."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from photograph.contract import Provenance, embeddings_schema

_A_GROUP = 10_000
_CLUSTERS = 500
_PHOTO = {
    "bytes": 4_000_000,
    "modified_ns": 1,
    "width": 4000,
    "height": 3000,
    "format": "JPEG",
    "orientation": 1,
    "utc_offset": "+02:00",
    "latitude": 46.5,
    "longitude": -8.25,
    "altitude": 1200.0,
    "camera_make": "Maker",
    "camera_model": "Model 1",
    "lens": "Lens 50",
}


def write_photos(path: Path, count: int, dims: int) -> Path:
    """Writes so many photos in folders of a thousand, with two labels each."""
    by = Provenance(
        root="bench",
        network="synthetic",
        handle="none",
        weights_sha256="0" * 64,
        input_size=224,
        value_range=(0, 1),
        output="features",
        features=1,
        dims=dims,
        precision="float32",
        projection_sha256="",
        program_version="0",
    )
    schema = embeddings_schema(by)
    chance = np.random.default_rng(0)
    centres = chance.normal(size=(_CLUSTERS, dims))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for first in range(0, count, _A_GROUP):
            numbers = range(first, min(count, first + _A_GROUP))
            vectors = centres[chance.integers(0, _CLUSTERS, len(numbers))]
            vectors = vectors + 0.5 * chance.normal(size=vectors.shape)
            writer.write_table(_table(schema, numbers, vectors, dims))
    return path


def _table(
    schema: pa.Schema, numbers: range, vectors: npt.NDArray[np.float64], dims: int
) -> pa.Table:
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    labels = [{"name": f"class {label}", "score": 0.5} for label in (1, 2)]
    columns = {
        "path": [f"{number // 1000:04}/IMG_{number:07}.jpg" for number in numbers],
        "filename": [f"IMG_{number:07}.jpg" for number in numbers],
        "content_hash": [f"{number:064x}" for number in numbers],
        "taken_at": [1_700_000_000_000_000 + number * 1_000_000 for number in numbers],
        "gps_at": [1_700_000_000_000_000 + number * 1_000_000 for number in numbers],
        "features": [[0.0]] * len(numbers),
        "labels": [labels] * len(numbers),
        "embedding": pa.FixedSizeListArray.from_arrays(pa.array(unit.ravel()), dims),
    }
    columns |= {name: [value] * len(numbers) for name, value in _PHOTO.items()}
    arrays = [pa.array(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)
