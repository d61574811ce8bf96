"""Checks an embeddings file before anything is written to the graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from photograph.array_types import Floats
from photograph.collection.contract import Provenance
from photograph.errors import PhotographError
from photograph.load.rows import column_batches

# float32 unit vectors of 1,280 numbers are off by less than 1e-6; anything more is no rounding.
UNIT_TOLERANCE = 1e-4
# Of the ImageNet classifiers: the old script's has a class "background" before the thousand.
_CLASSES = (1000, 1001)


def check_embeddings(embeddings: Path, dims: int) -> None:
    """Checks that every embedding has the expected length, finite numbers and unit norm.

    Raises
    ------
    PhotographError: names the first photo whose embedding is wrong, and how.
    """
    for batch in column_batches(embeddings, 2048, ["path", "embedding"]):
        check_batch(batch["path"], batch["embedding"], dims)


def check_batch(paths: pa.Array, embeddings: pa.Array, dims: int) -> None:
    """Like `check_embeddings`, for one batch."""
    lengths = (
        np.full(len(embeddings), dims)
        if pa.types.is_fixed_size_list(embeddings.type) and embeddings.type.list_size == dims
        else embeddings.value_lengths().to_numpy(zero_copy_only=False)
    )
    wrong = np.flatnonzero(lengths != dims)
    if wrong.size:
        _refuse(paths, wrong, f"has {lengths[wrong[0]]:.0f} numbers, not {dims}")
    vectors = embeddings.flatten().to_numpy(zero_copy_only=False).reshape(len(paths), dims)
    _check_numbers(paths, vectors)


def _check_numbers(paths: pa.Array, vectors: Floats) -> None:
    finite = np.isfinite(vectors).all(axis=1)
    norms = np.linalg.norm(np.where(np.isfinite(vectors), vectors, 0), axis=1)
    wrong = np.flatnonzero(~finite | (np.abs(norms - 1) > UNIT_TOLERANCE))
    if wrong.size:
        first = wrong[0]
        whole = bool(np.isfinite(vectors[first]).all())
        how = f"has length {norms[first]:.4f}, not 1" if whole else "is not finite"
        _refuse(paths, wrong, how)


def _refuse(paths: pa.Array, wrong: npt.NDArray[np.intp], how: str) -> None:
    raise PhotographError(
        f"The embedding of {paths[int(wrong[0])].as_py()!r} {how}.",
        "Make it again: photograph extract --replace",
    )


def check_classification(provenance: Provenance) -> None:
    """Checks that the features of this network are the logits of a classifier.

    Raises
    ------
    PhotographError: they are not, so there is no classification to store.
    """
    if provenance.output != "logits" and provenance.features not in _CLASSES:
        raise PhotographError(
            f"{provenance.network} gives {provenance.features} features ({provenance.output}),"
            " and no logits of a classifier.",
            "Extract with a network that does: photograph extract --network mobilenet-v2",
        )
