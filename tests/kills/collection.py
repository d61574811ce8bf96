"""The photos of the kill test: groups of eight alike, two of each group copies of one another."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from tests.embeddings import (
    Vectors,
    photo_row,
    provenance,
    signature_of,
    write_embeddings,
)

ROOT, NETWORK, DIMS = "kills", "test-network", 256
EIGHT = 8
LINKED_IN_GROUP = EIGHT * (EIGHT - 1) // 2
# Cosine of about .86 within a group and about 0 between two: no edge hangs on a rounding.
CUTOFF = 0.6
_SPREAD, _COPY_SPREAD = 0.4, 0.1

Photos = dict[str, int]  # content by path; content is a number, its group is a division by eight


def first_photos(groups: int) -> Photos:
    return {
        f"{number // EIGHT:04}/{number % EIGHT}.jpg": number for number in range(EIGHT * groups)
    }


def second_photos(groups: int) -> Photos:
    """A tenth of the groups gone, as many new; others moved, swapped, or renamed in a chain."""
    photos: Photos = {}
    for path, number in first_photos(groups).items():
        group, index = divmod(number, EIGHT)
        folder = path.partition("/")[0]
        renamed = {
            1: f"moved/{path}",
            2: f"{folder}/{index ^ 1}.jpg" if index > 3 else path,
            4: f"{folder}/{index + 1}.jpg" if index > 1 else path,
        }
        if group % 10 != 3:
            photos[renamed.get(group % 10, path)] = number
    for number in range(EIGHT * groups, EIGHT * (groups + groups // 25)):
        photos[f"new/{number // EIGHT:04}/{number % EIGHT}.jpg"] = number
    return photos


def content(number: int) -> bytes:
    """The file of a photo; the second of an even group is an exact copy of the first."""
    group, index = divmod(number, EIGHT)
    same = number - 1 if index == 1 and group % 2 == 0 else number
    chance = random.Random(same)  # noqa: S311 - not for secrets
    return b"photo %d " % same + chance.randbytes(chance.randrange(2_000, 30_000))


def write_photos(folder: Path, groups: int) -> None:
    for path, number in first_photos(groups).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content(number))


def write_parquet(file: Path, photos: Photos) -> Path:
    vectors = _vectors(max(photos.values()) + 1)
    rows = [_row(path, number, vectors) for path, number in sorted(photos.items())]
    return write_embeddings(file, rows, provenance(ROOT, NETWORK, DIMS))


def _vectors(count: int) -> Vectors:
    chance = np.random.default_rng(5)
    noise = chance.normal(size=(count, DIMS))
    centres = chance.normal(size=(count // EIGHT + 1, DIMS))[np.arange(count) // EIGHT]
    vectors = centres + _SPREAD * noise
    second, first = np.arange(1, count, EIGHT), np.arange(0, count, EIGHT)[: count // EIGHT]
    exact = second // EIGHT % 2 == 0
    vectors[second] = vectors[first] + _COPY_SPREAD * noise[second] * ~exact[:, None]
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _row(path: str, number: int, vectors: Vectors) -> dict[str, Any]:
    group, index = divmod(number, EIGHT)
    file, first = content(number), number - 1 if index == 1 else number
    taken_at = datetime(2024, 1, 1) + timedelta(days=group % 300, minutes=index)
    return photo_row(
        path,
        vectors[number],
        content_hash=hashlib.sha256(file).hexdigest(),
        bytes=len(file),
        signature=signature_of(str(first)),
        taken_at=taken_at,
        labels=[
            {"name": f"scene {group % 40}", "score": 0.75},
            {"name": f"thing {number % 90}", "score": 0.25},
        ],
    )
