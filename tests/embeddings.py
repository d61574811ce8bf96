"""Embeddings files made for tests of `load` and `link`: the vectors are input, not a result."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from photograph.array_types import Floats
from photograph.collection.contract import SIGNATURE_SIDE, Provenance, embeddings_schema
from photograph.extract.exif import Exif

Vectors = Floats


def provenance(root: str = "holiday", network: str = "test-network", dims: int = 8) -> Provenance:
    return Provenance(
        root=root,
        network=network,
        handle="a handle",
        weights_sha256="0" * 64,
        input_size=224,
        value_range=(0, 1),
        output="features",
        features=4,
        dims=dims,
        precision="float32",
        projection_sha256="",
        program_version="0",
    )


def unit_vectors(count: int, dims: int = 8, seed: int = 1) -> Vectors:
    """Clustered unit vectors: five directions, each with its own cloud."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(5, dims))
    vectors = centres[np.arange(count) % 5] + 0.35 * chance.normal(size=(count, dims))
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def signature_of(content: str) -> bytes:
    """Another one for each content."""
    return hashlib.sha256(content.encode()).digest() * (SIGNATURE_SIDE**2 // 32)


def photo_row(path: str, embedding: Sequence[float] | Vectors, **columns: Any) -> dict[str, Any]:
    exif = Exif(
        taken_at=datetime(2024, 6, 12, 18, 45, 1),
        utc_offset="+02:00",
        latitude=46.5,
        longitude=-8.25,
        altitude=1200.0,
        gps_at=datetime(2024, 6, 12, 16, 45, tzinfo=UTC),
        camera_make="Maker",
        camera_model="Model 1",
        lens=None,
    )
    return {
        "path": path,
        "filename": path.rpartition("/")[2],
        "content_hash": hashlib.sha256(path.encode()).hexdigest(),
        "bytes": 1000,
        "modified_ns": 1,
        "width": 4000,
        "height": 3000,
        "format": "JPEG",
        "signature": signature_of(columns.get("content_hash", path)),
        **asdict(exif),
        "features": [0.0] * 4,
        "embedding": list(embedding),
        "labels": [{"name": "daisy, ox-eye", "score": 0.75}, {"name": "bee; 50%", "score": 0.25}],
        **columns,
    }


def write_embeddings(path: Path, rows: list[dict[str, Any]], made_by: Provenance) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=embeddings_schema(made_by)), path)
    return path


def photos_file(path: Path, count: int = 40, seed: int = 1, **made_by: Any) -> tuple[Path, Vectors]:
    """An embeddings file of so many photos, p000.jpg and on, with its vectors."""
    by = provenance(**made_by)
    vectors = unit_vectors(count, by.dims, seed)
    rows = [photo_row(f"p{index:03}.jpg", vector) for index, vector in enumerate(vectors)]
    return write_embeddings(path, rows, by), vectors
