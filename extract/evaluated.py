"""The vectors of photos whose groups are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from extract.merge import vectors
from extract.projection import embed
from photograph.contract import read_provenance
from photograph.errors import PhotographError


@dataclass(frozen=True)
class Evaluated:
    """Unit vectors, float32 [photos, dims], and the group of each photo."""

    features: npt.NDArray[np.float32]
    embedding: npt.NDArray[np.float32]
    groups: npt.NDArray[np.str_]


def read_evaluated(embeddings: Path, groups: dict[str, str]) -> Evaluated:
    """The photos of an embeddings file that have a group.

    Raises
    ------
    PhotographError: no photo has one.
    """
    provenance = read_provenance(embeddings)
    table = pq.read_table(embeddings, columns=["path", "features", "embedding"])
    paths = table["path"].to_pylist()
    known = np.array([path in groups for path in paths], bool)
    if not known.any():
        raise PhotographError(
            "No photo of the last extract is named there.",
            "Its column file must hold paths relative to the folder of photos.",
        )
    return Evaluated(
        embed(vectors(table["features"], provenance.features)[known], None),
        vectors(table["embedding"], provenance.dims)[known],
        np.array([groups[path] for path in paths if path in groups]),
    )
