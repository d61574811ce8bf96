"""Writes tables as CSV; Arrow formats columns of lists as texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from photograph.errors import DamagedFileError

ROWS_A_BATCH = 2048


def append_csv(table: pa.Table, file: BinaryIO, source: Path, **options: Any) -> None:
    """Appends a table's rows to a CSV, with Arrow's `WriteOptions`.

    Parameters
    ----------
    source: the file from which the rows come, for the error.

    Raises
    ------
    DamagedFileError: a value can't be written without quotes, which no valid row has.
    """
    try:
        pcsv.write_csv(table, file, pcsv.WriteOptions(**options))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        why = f"CSV can't hold what is in it ({str(error).splitlines()[0]})"
        again = "Make it again: photograph extract PHOTOS"
        raise DamagedFileError(source, why, again) from error


def join_floats(lists: pa.Array) -> pa.Array:
    """Lists of float32 as text joined by ``;``: the shortest numbers that are read back equal."""
    texts = pc.cast(lists.flatten(), pa.string())
    return pc.binary_join(lists_like(lists, texts), ";")


def lists_like(lists: pa.Array, values: pa.Array) -> pa.Array:
    """Lists with the same lengths and missing lists, but other values."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    start = pa.array([0], pa.int32())
    offsets = pa.concat_arrays([start, pc.cumulative_sum(lengths).cast("int32")])
    return pa.ListArray.from_arrays(offsets, values, mask=pc.is_null(lists))
