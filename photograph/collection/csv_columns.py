"""Columns of lists as CSV texts, formatted by Arrow, not one by one."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


def join_floats(lists: pa.Array) -> pa.Array:
    """Lists of float32 as texts joined by ``;``: each the shortest that reads back the same."""
    texts = pc.cast(lists.flatten(), pa.string())
    return pc.binary_join(lists_like(lists, texts), ";")


def lists_like(lists: pa.Array, values: pa.Array) -> pa.Array:
    """The same lists with other values: their lengths and their missing ones stay."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    start = pa.array([0], pa.int32())
    offsets = pa.concat_arrays([start, pc.cumulative_sum(lengths).cast("int32")])
    return pa.ListArray.from_arrays(offsets, values, mask=pc.is_null(lists))
