"""Writes Parquet files with checksums and checks these on reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from photograph.durable_file import fresh_file, settle
from photograph.errors import DamagedFileError
from photograph.parquet_sums import add_sums, differing, has_gap, read_sums

EXPORTED_FILES = ("photos.parquet", "edges.parquet", "verdicts.parquet", "albums.parquet")
_SUMMED = b"photograph.sums"  # in the schema's metadata: this file was written with them
_READ_BYTES = 1 << 20
_ROWS_A_CHECK = 1024


@contextmanager
def parquet_writer(path: Path, schema: pa.Schema, **encoding: Any) -> Iterator[pq.ParquetWriter]:
    """A writer of a Parquet file with checksums; the file appears when it is complete.

    Raises
    ------
    OSError: the folder can't be written, or the disk is full; an old file is unchanged.
    """
    temporary = fresh_file(path)
    marked = schema.with_metadata({**(schema.metadata or {}), _SUMMED: b"1"})
    try:
        with pq.ParquetWriter(temporary, marked, **encoding) as writer:
            yield writer
        add_sums(temporary)
        settle(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read_schema(path: Path) -> pa.Schema:
    """The schema of a file, with its metadata.

    Raises
    ------
    FileNotFoundError: there is no such file.
    DamagedFileError: it is no Parquet file, or not as it was written.
    """
    with _checked(path, ()) as file:
        return file.schema_arrow


def count_rows(path: Path) -> int:
    """The number of rows; raises the errors of `read_schema`."""
    with _checked(path, ()) as file:
        return int(file.metadata.num_rows)


def read_columns(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Some columns, or all, as one table; raises the errors of `read_schema`."""
    with _checked(path, columns) as file, _decoding(path):
        table = file.read(columns)
        table.validate(full=True)  # texts that are no UTF-8 would be noticed far from here
        _check_count(len(table), file)
        return table


def read_batches(
    path: Path, rows: int, columns: Sequence[str] | None = None, threads: bool = True
) -> Iterator[pa.RecordBatch]:
    """Batches of some columns, or all, across row groups; raises the errors of `read_schema`."""
    with _checked(path, columns) as file:
        batches, count = file.iter_batches(rows, columns=columns, use_threads=threads), 0
        while True:
            with _decoding(path):
                batch = next(batches, None)
                if batch is None:
                    _check_count(count, file)
                    return
                batch.validate(full=True)
            count += len(batch)
            yield batch


def _check_count(rows: int, file: pq.ParquetFile) -> None:
    """Raises an error if rows are missing: pyarrow 26 silently skips pages of other types."""
    if rows != file.metadata.num_rows:
        raise ValueError(f"it has {rows} rows of {file.metadata.num_rows}")


def check_file(path: Path) -> None:
    """Checks every column once; raises the errors of `read_schema`."""
    with _checked(path, None):
        pass
    with pa.OSFile(str(path)) as opened, _decoding(path):
        summed = read_sums(opened) is not None
    if not summed:  # then what can be seen is whether it can be read at all
        for _ in read_batches(path, _ROWS_A_CHECK):
            pass


@contextmanager
def _checked(path: Path, columns: Sequence[str] | None) -> Iterator[pq.ParquetFile]:
    """Opens a file and checks its footer and these columns; None checks every column."""
    with pa.OSFile(str(path)) as opened:
        with _decoding(path):
            sums = read_sums(opened)
            # Without a buffer size pyarrow 26 holds each column of a row group; with one, as much
            # as a page says it needs, up to 2 GiB, so only pages with a sum are trusted. With its
            # buffering ahead it holds those of every row group, in the end all of the file.
            buffer = 0 if sums is None else _READ_BYTES
            file = pq.ParquetFile(opened, buffer_size=buffer, pre_buffer=False)
            # pyarrow 26 leaves out a column that is not there, without a word.
            if lacking := sorted(set(columns or ()) - set(file.schema_arrow.names)):
                raise ValueError(f"it has no column {lacking[0]}")
            # Who reads and writes a table in pyarrow keeps the metadata, and has no sums.
            if sums is None and _is_summed(file) and has_gap(opened, file.metadata):
                raise ValueError("its sums are gone")
            if sums is not None and (wrong := differing(opened, file.metadata, columns, sums)):
                raise ValueError(f"its {wrong[0]} is not what was written")
        yield file


def _is_summed(file: pq.ParquetFile) -> bool:
    return _SUMMED in (file.schema_arrow.metadata or {})


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    """Turns errors of decoding into DamagedFileError, but not the system's, which have a number.

    pyarrow 26 raises an OSError without a number for pages that it can't decode.
    """
    try:
        yield
    except (pa.ArrowException, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        again = "export FOLDER" if path.name in EXPORTED_FILES else "extract PHOTOS"
        why = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
        raise DamagedFileError(path, why, f"Make it again: photograph {again}") from error
