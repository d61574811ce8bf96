"""Reads the photos that two networks have both embedded, with both embeddings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from photograph.array_types import Floats
from photograph.collection.contract import read_provenance
from photograph.errors import PhotographError
from photograph.extract.merge import vectors
from photograph.summed_parquet import read_columns


@dataclass(frozen=True)
class CommonPhotos:
    """Photos by path and content, and two arrays of unit vectors, float32 [photos, dims].

    Parameters
    ----------
    left_out: the number of photos that only the first, and only the second, network has.
    """

    paths: list[str]
    content_hashes: list[str]
    vectors: tuple[Floats, Floats]
    left_out: tuple[int, int]


def read_common_photos(one: Path, other: Path) -> CommonPhotos:
    """The photos with the same path and content in two embeddings files, sorted by path.

    Raises
    ------
    PhotographError: there are fewer than two of them.
    """
    tables = tuple(read_columns(f, ["path", "content_hash"]) for f in (one, other))
    rows_of = tuple(_rows(table) for table in tables)
    keys = sorted(rows_of[0].keys() & rows_of[1].keys())
    if len(keys) < 2:
        raise PhotographError(
            f"The two networks have {len(keys)} photo in common, too few to compare.",
            "Name a folder of more photos: --photos FOLDER",
        )
    return CommonPhotos(
        [path for path, _ in keys],
        [content for _, content in keys],
        (
            _embeddings(one, [rows_of[0][key] for key in keys]),
            _embeddings(other, [rows_of[1][key] for key in keys]),
        ),
        (len(rows_of[0]) - len(keys), len(rows_of[1]) - len(keys)),
    )


def _rows(table: pa.Table) -> dict[tuple[str, str], int]:
    keys = zip(table["path"].to_pylist(), table["content_hash"].to_pylist(), strict=True)
    return {key: row for row, key in enumerate(keys)}


def _embeddings(file: Path, rows: list[int]) -> Floats:
    column = read_columns(file, ["embedding"])["embedding"]
    found: Floats = vectors(column, read_provenance(file).dims)[rows]
    return found
