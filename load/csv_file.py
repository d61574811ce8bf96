"""Parquet → the CSV that ``LOAD CSV`` reads, formatted by Arrow, a batch at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from photograph.csv_columns import join_floats, lists_like
from photograph.errors import PhotographError

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
}
_ROWS_A_BATCH = 2048


@contextmanager
def import_file(folder: Path, name: str) -> Iterator[Path]:
    """A file in the server's import folder, removed at the end.

    Raises
    ------
    PhotographError: the folder can't be made or written, or the disk is full.
    """
    path = folder / f"{name}-{os.getpid()}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch()
        yield path
    except OSError as error:
        if error.errno not in (
            errno.ENOSPC,
            errno.EDQUOT,
            errno.EACCES,
            errno.EPERM,
            errno.EROFS,
            errno.ENOTDIR,
            errno.EEXIST,
        ):
            raise
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise PhotographError(
            f"The import folder {folder} {'is full' if full else 'can not be written'}"
            f" ({os.strerror(error.errno)}).",
            "Make room there and run photograph load again."
            if full
            else "Allow it, or set NEO4J_IMPORT to the server's import folder.",
        ) from error
    finally:
        with suppress(OSError):
            path.unlink()


def write_csv(embeddings: Path, path: Path) -> int:
    """Writes every photo of an embeddings file as CSV; returns the number of rows.

    Floats are written as the shortest text that reads back as the same float32.
    """
    rows = 0
    source = pq.ParquetFile(embeddings)
    options = pcsv.WriteOptions(quoting_style="none")
    with path.open("wb") as file:
        for batch in source.iter_batches(_ROWS_A_BATCH):
            table = _columns(pa.Table.from_batches([batch]))
            options.include_header = rows == 0
            pcsv.write_csv(table, file, options)
            rows += table.num_rows
        file.flush()
        os.fsync(file.fileno())
    return rows


def _columns(table: pa.Table) -> pa.Table:
    columns = {target: _escape(table[source]) for source, target in _TEXTS.items()}
    columns |= {target: table[source] for source, target in _PLAIN.items()}
    columns["takenAt"] = _iso(table["taken_at"])
    columns["gpsAt"] = _iso(table["gps_at"], zone="Z")
    columns["embedding"] = join_floats(table["embedding"].combine_chunks())
    labels = table["labels"].combine_chunks()
    names = lists_like(labels, _escape(pc.struct_field(labels.flatten(), "name")))
    columns["labelNames"] = pc.binary_join(names, ";")
    columns["labelScores"] = join_floats(
        lists_like(labels, pc.struct_field(labels.flatten(), "score"))
    )
    return pa.table(columns)


def _escape(texts: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    for character in _ESCAPED:
        texts = pc.replace_substring(texts, character, f"%{ord(character):02X}")
    return texts


def _iso(times: pa.ChunkedArray, zone: str = "") -> pa.ChunkedArray:
    return pc.strftime(times, format=f"%Y-%m-%dT%H:%M:%S{zone}")
