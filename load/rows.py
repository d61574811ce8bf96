"""Converts an embeddings file to the columns of the loading statement, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from photograph.collection.contract import ADDED_LATER, PHOTO_FIELDS
from photograph.collection.csv_columns import join_floats, lists_like
from photograph.summed_parquet import count_rows, read_batches, read_schema

# LOAD CSV (Neo4j 5.26) takes \" as an escaped quote unless the server is configured otherwise,
# so what has a meaning in CSV or in a list is escaped as in a URL; "%" itself comes first here
# and last in the statement.
_ESCAPED = ("%", "\\", '"', ",", ";", "\n", "\r")
ESCAPES = [[f"%{ord(character):02X}", character] for character in reversed(_ESCAPED)]

_TEXTS = {
    "path": "path",
    "camera_make": "cameraMake",
    "camera_model": "cameraModel",
    "lens": "lens",
    "software": "software",
}
_PLAIN = {
    "content_hash": "contentHash",
    "bytes": "bytes",
    "width": "width",
    "height": "height",
    "format": "format",
    "orientation": "orientation",
    "utc_offset": "utcOffset",
    "latitude": "latitude",
    "longitude": "longitude",
    "altitude": "altitude",
    "frames": "frames",
}
_FLAGS = {"damaged": "damaged", "has_clip": "hasClip"}
_TIMES = {"taken_at": ("takenAt", ""), "gps_at": ("gpsAt", "Z")}


@dataclass(frozen=True)
class PhotoRows:
    """The photos of an embeddings file, with the network's raw output if wanted."""

    embeddings: Path
    classification: bool = False

    def __len__(self) -> int:
        return count_rows(self.embeddings)

    @property
    def columns(self) -> list[str]:
        """The columns of the file that go into the graph."""
        wanted = [*_TEXTS, *_PLAIN, *_FLAGS, *_TIMES, "keywords", "embedding", "labels"]
        return [*wanted, "features"] if self.classification else wanted

    def tables(self, rows: int) -> Iterator[pa.Table]:
        """Tables with this many rows, of text and numbers; empty values are missing."""
        for batch in column_batches(self.embeddings, rows, self.columns):
            yield text_columns(pa.Table.from_batches([batch]), self.classification)


def column_batches(embeddings: Path, rows: int, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Batches of some columns of a Parquet file, independent of its row groups."""
    held = read_schema(embeddings).names
    there = [name for name in columns if name in held or name not in ADDED_LATER]
    # Each thread of pyarrow 26 has a store of memory of its own that it does not give back.
    for batch in read_batches(embeddings, rows, there, threads=False):
        yield _with_added(batch, columns)


def _with_added(batch: pa.RecordBatch, columns: list[str]) -> pa.RecordBatch:
    """Adds the columns that an older file lacks, with missing values."""
    for added in PHOTO_FIELDS:
        if added.name in ADDED_LATER & {*columns} and added.name not in batch.schema.names:
            batch = batch.append_column(added.name, pa.nulls(len(batch), added.type))
    return batch


def where_true(flags: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """A flag column in which unset flags are missing values, as in the graph."""
    return pc.if_else(pc.fill_null(flags, False), True, None)


def text_columns(table: pa.Table, classification: bool) -> pa.Table:
    """The columns of the CSV as text that needs no quotes."""
    columns = {target: _escape(table[source]) for source, target in _TEXTS.items()}
    columns |= {target: table[source] for source, target in _PLAIN.items()}
    columns |= {target: where_true(table[source]) for source, target in _FLAGS.items()}
    for source, (target, zone) in _TIMES.items():
        columns[target] = pc.strftime(table[source], format=f"%Y-%m-%dT%H:%M:%S{zone}")
    columns["keywords"] = _joined(table["keywords"].combine_chunks())
    columns["embedding"] = join_floats(table["embedding"].combine_chunks())
    columns |= _labels(table["labels"].combine_chunks())
    if classification:
        columns["classification"] = join_floats(table["features"].combine_chunks())
    # LOAD CSV reads an empty field as null, so the driver's rows say null too.
    return pa.table({name: _without_empty(column) for name, column in columns.items()})


def _labels(labels: pa.ListArray) -> dict[str, pa.Array]:
    names = lists_like(labels, pc.struct_field(labels.flatten(), "name"))
    scores = lists_like(labels, pc.struct_field(labels.flatten(), "score"))
    return {"labelNames": _joined(names), "labelScores": join_floats(scores)}


def _joined(lists: pa.ListArray) -> pa.Array:
    """Lists of texts as one text each."""
    return pc.binary_join(lists_like(lists, _escape(lists.flatten())), ";")


def _without_empty(column: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    if not pa.types.is_string(column.type):
        return column
    return pc.if_else(pc.equal(column, ""), None, column)


def _escape(texts: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    for character in _ESCAPED:
        texts = pc.replace_substring(texts, character, f"%{ord(character):02X}")
    return texts
