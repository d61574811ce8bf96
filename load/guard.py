"""Checks of an embeddings file before anything is written to the graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from photograph.contract import Provenance
from photograph.errors import PhotographError

# float32 unit vectors of 1,280 numbers are off by less than 1e-6; anything more is no rounding.
_UNIT_TOLERANCE = 1e-4


def check_embeddings(embeddings: Path, provenance: Provenance) -> None:
    """Every embedding has the promised length, finite numbers and unit norm.

    Raises
    ------
    PhotographError: names the first photo whose embedding is wrong, and how.
    """
    for batch in pq.ParquetFile(embeddings).iter_batches(2048, columns=["path", "embedding"]):
        vectors = batch["embedding"].flatten().to_numpy(zero_copy_only=False)
        vectors = vectors.reshape(batch.num_rows, provenance.dims)
        finite = np.isfinite(vectors).all(axis=1)
        lengths = np.linalg.norm(np.where(np.isfinite(vectors), vectors, 0), axis=1)
        wrong = np.flatnonzero(~finite | (np.abs(lengths - 1) > _UNIT_TOLERANCE))
        if wrong.size:
            first = int(wrong[0])
            how = f"has length {lengths[first]:.4f}, not 1" if finite[first] else "is not finite"
            raise PhotographError(
                f"The embedding of {batch['path'][first].as_py()!r} {how}.",
                "Make it again: photograph extract --replace",
            )
