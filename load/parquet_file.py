"""Writes rows into a Parquet file, a group at a time; the file appears when it is complete."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from photograph.console import progress
from photograph.summed_parquet import parquet_writer

_ROWS_A_GROUP = 1_000


def write_rows(
    path: Path,
    rows: Iterable[dict[str, Any]],
    schema: pa.Schema,
    title: str,
    total: int,
    unit: str,
    a_group: int = _ROWS_A_GROUP,
) -> int:
    """Writes rows as they come into a Parquet file, atomically; returns how many there were.

    Parameters
    ----------
    title, total, unit: for the progress bar; a total of 0 shows none.
    a_group: the number of rows in memory at once.
    """
    group: list[dict[str, Any]] = []
    written = 0
    with (
        progress(title, total, unit) as advance,
        parquet_writer(path, schema, compression="zstd") as writer,
    ):
        for row in rows:
            group.append(row)
            written += 1
            if len(group) == a_group:
                writer.write_table(pa.Table.from_pylist(group, schema=schema))
                advance(len(group))
                group.clear()
        writer.write_table(pa.Table.from_pylist(group, schema=schema))
        advance(len(group))
    return written
