"""Rows → a Parquet file, a group at a time, which is there only when it is whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from photograph.console import progress

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
    """Writes rows as they come, by write-then-rename; gives how many there were.

    Parameters
    ----------
    title, total, unit: of the bar that shows how far it is; a total of 0 shows none.
    a_group: how many rows are held at once.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    group: list[dict[str, Any]] = []
    written = 0
    with (
        progress(title, total, unit) as advance,
        pq.ParquetWriter(temporary, schema, compression="zstd") as writer,
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
    temporary.replace(path)
    return written
