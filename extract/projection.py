"""Shortens raw features to the embedding: centred, projected on a fixed basis, unit length."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np

from photograph.array_types import Floats
from photograph.durable_file import write_durably
from photograph.errors import DamagedFileError, PhotographError

_SHIPPED = Path(__file__).parent / "bases"
# What zipfile and numpy raise of bytes that they can't make sense of.
_UNREADABLE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    RuntimeError,  # an entry that seems to have a password, or to be packed in another way
    ValueError,
)


@dataclass(frozen=True)
class EmbeddingProjection:
    """A mean, float32 [features], and an orthonormal basis, float32 [features, dims]."""

    mean: Floats
    basis: Floats

    @property
    def dims(self) -> int:
        """The length of the embedding."""
        return int(self.basis.shape[1])

    @property
    def sha256(self) -> str:
        """Identifies the projection: embeddings of different projections are never compared."""
        return hashlib.sha256(self.mean.tobytes() + self.basis.tobytes()).hexdigest()


def embed(features: Floats, projection: EmbeddingProjection | None) -> Floats:
    """The unit-length embedding, float32 [photos, dims], of features [photos, features].

    A photo whose centred features are all zero gets the first axis,
    so that every embedding has unit length.
    """
    vectors: Floats = features.astype(np.float32)
    if projection:
        vectors = ((vectors - projection.mean) @ projection.basis).astype(np.float32)
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    unit = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    unit[lengths[:, 0] == 0, 0] = 1
    return unit


def fit(batches: Iterable[Floats], dims: int) -> EmbeddingProjection:
    """Fits the principal axes of batches of features (PCA by the covariance matrix).

    Raises
    ------
    PhotographError: there are fewer photos, or fewer features, than `dims`.
    """
    count, total, products = 0, np.zeros(0), np.zeros((0, 0))
    for batch in batches:
        rows = batch.astype(np.float64)
        if not count:
            total, products = np.zeros(rows.shape[1]), np.zeros((rows.shape[1],) * 2)
        count, total, products = count + len(rows), total + rows.sum(0), products + rows.T @ rows
    if count <= dims or len(total) < dims:
        raise PhotographError(
            f"{count} photos of {len(total)} features can't give {dims} axes.",
            "Use fewer --dims, or more photos.",
        )
    mean = total / count
    _, axes = np.linalg.eigh(products / count - np.outer(mean, mean))
    basis = axes[:, ::-1][:, :dims]
    # The sign of an axis is arbitrary; fixing it makes the same photos give the same basis.
    signs = np.sign(basis[np.abs(basis).argmax(axis=0), np.arange(dims)])
    return EmbeddingProjection(
        mean.astype(np.float32), np.ascontiguousarray(basis * signs, np.float32)
    )


def shipped(network: str, weights_sha256: str) -> EmbeddingProjection | None:
    """The projection shipped with the program for a network with exactly these weights."""
    file = _SHIPPED / f"{network}.npz"
    if not file.exists():
        return None
    with np.load(file) as kept:
        if str(kept["weights_sha256"]) != weights_sha256:
            return None
        return EmbeddingProjection(kept["mean"], kept["basis"].astype(np.float32))


def read_projection(file: Path) -> EmbeddingProjection | None:
    """The projection that a store keeps, or None.

    Raises
    ------
    DamagedFileError: its file is not as it was written.
    """
    if not file.exists():
        return None
    content = BytesIO(file.read_bytes())
    try:
        with ZipFile(content) as entries:
            # numpy 2 reads no further than a header says, and then no sum of it is compared.
            if broken := entries.testzip():
                raise ValueError(f"its {broken} is not what was written")
        content.seek(0)
        with np.load(content) as kept:
            return EmbeddingProjection(kept["mean"], kept["basis"])
    except _UNREADABLE as error:
        again = "Make another one, then load and link: photograph extract PHOTOS --refit --dims N"
        raise DamagedFileError(file, str(error) or type(error).__name__, again) from error


def write_projection(projection: EmbeddingProjection, file: Path) -> None:
    """Keeps a projection in a store, atomically."""
    content = BytesIO()
    np.savez(content, mean=projection.mean, basis=projection.basis)
    write_durably(file, content.getvalue())
