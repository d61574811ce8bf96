"""A vector of a signature that no turning and no mirroring changes; candidates are found by it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photograph.array_types import Floats
from photograph.collection.contract import SIGNATURE_SIDE

# The lowest frequencies in each direction: copies of the shared photos have cosines from .977 (of
# those with 95% of each side, from .945), of 10,000 other pairs one has .956.
_FREQUENCIES = 12
# Standard deviation in levels below which a picture shows nothing, and its vector would be noise.
_BLANK = 1.0
VECTOR_DIMS = _FREQUENCIES**2 - 1


def signature_vectors(signatures: NDArray[np.uint8]) -> Floats:
    """Vectors of signatures, uint8 [photos, 4096] to float32 [photos, 143], of unit length.

    Turning or mirroring a square swaps its frequencies (u, v) and (v, u), and changes signs (Ahmed,
    Natarajan, Rao 1974: the DCT-II). So each pair counts as its larger and its smaller magnitude,
    by their roots. NaN for a blank picture.
    """
    luma = signatures.reshape(-1, SIGNATURE_SIDE, SIGNATURE_SIDE).astype(np.float32)
    basis = _cosine_basis()
    strength = np.sqrt(np.abs(basis @ luma @ basis.T))
    rows, columns = np.triu_indices(_FREQUENCIES, 1)
    pairs = strength[:, rows, columns], strength[:, columns, rows]
    diagonal = np.diagonal(strength, axis1=1, axis2=2)[:, 1:]
    found = np.concatenate([np.maximum(*pairs), np.minimum(*pairs), diagonal], axis=1)
    found[luma.std((1, 2)) < _BLANK] = np.nan
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def _cosine_basis() -> Floats:
    """The lowest rows of the DCT-II matrix, float32 [12, 64]."""
    places = np.arange(SIGNATURE_SIDE) + 0.5
    frequencies = np.arange(_FREQUENCIES)[:, None]
    return np.cos(np.pi * frequencies * places / SIGNATURE_SIDE).astype(np.float32)
