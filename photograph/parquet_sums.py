"""Checksums of a Parquet file's columns and footer, stored in the file itself.

Parquet's own page checksums do not cover page headers and the footer, where one changed byte can
change the numbers that are read (pyarrow 26). Any reader of Parquet can read a file with these
checksums, since they are between the last column and the footer, which is found from the end.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_MAGIC = b"photosum"
_NUMBER = 4
_END = _NUMBER + len(b"PAR1")  # of a Parquet file: the length of its footer, and its magic
_READ_BYTES = 1 << 20


def add_sums(path: Path) -> None:
    """Adds the checksums to a Parquet file without them."""
    with pa.OSFile(str(path)) as written:
        footer = _footer(written)
        sums = _column_sums(written, pq.read_metadata(written), None)
    block = json.dumps({"footer": _sum_of(footer), "columns": sums}).encode()
    with path.open("r+b") as file:
        file.seek(-len(footer), os.SEEK_END)
        file.write(block + len(block).to_bytes(_NUMBER, "little") + _MAGIC + footer)


def read_sums(file: pa.NativeFile) -> dict[str, str] | None:
    """The checksum of each column, after checking the footer's; None in a file without sums.

    Raises
    ------
    ValueError: the footer is damaged, or this is no Parquet file.
    """
    footer = _footer(file)
    before = file.size() - len(footer) - len(_MAGIC)
    if _read(file, before, len(_MAGIC)) != _MAGIC:
        return None
    length = int.from_bytes(_read(file, before - _NUMBER, _NUMBER), "little")
    try:
        kept = json.loads(_read(file, before - _NUMBER - length, length))
    except ValueError as error:
        raise ValueError("its sums are not what was written") from error
    if not isinstance(kept, dict) or kept.get("footer") != _sum_of(footer):
        raise ValueError("its footer is not what was written")
    return dict(kept.get("columns") or {})


def has_gap(file: pa.NativeFile, found: pq.FileMetaData) -> bool:
    """Whether there are bytes where checksums belong; other programs leave no such gap."""
    chunks = (
        _place(found.row_group(group).column(number))
        for group in range(found.num_row_groups)
        for number in range(found.num_columns)
    )
    end = max((end for _, end in chunks), default=len(b"PAR1"))
    return bool(file.size() - len(_footer(file)) > end)


def differing(
    file: pa.NativeFile,
    found: pq.FileMetaData,
    columns: Sequence[str] | None,
    sums: dict[str, str],
) -> list[str]:
    """The parts of some columns, or of all, whose checksum is wrong."""
    seen = _column_sums(file, found, columns)
    return [part for part, its_sum in seen.items() if sums.get(part) != its_sum]


def _column_sums(
    file: pa.NativeFile, found: pq.FileMetaData, columns: Sequence[str] | None
) -> dict[str, str]:
    """The checksum of each part of a column over all row groups, page headers included."""
    sums = {}
    for number in range(found.num_columns):
        part = found.schema.column(number).path
        if columns is None or part.partition(".")[0] in columns:
            digest = hashlib.sha256()
            for piece in _pieces(file, found, number):
                digest.update(piece)
            sums[part] = digest.hexdigest()
    return sums


def _pieces(file: pa.NativeFile, found: pq.FileMetaData, number: int) -> Iterator[bytes]:
    for group in range(found.num_row_groups):
        start, end = _place(found.row_group(group).column(number))
        for at in range(start, end, _READ_BYTES):
            yield _read(file, at, min(_READ_BYTES, end - at))


def _place(chunk: pq.ColumnChunkMetaData) -> tuple[int, int]:
    start = int(chunk.data_page_offset)
    if chunk.has_dictionary_page:
        start = min(start, int(chunk.dictionary_page_offset))
    return start, start + int(chunk.total_compressed_size)


def _footer(file: pa.NativeFile) -> bytes:
    """The footer at the end of a Parquet file, with its length and the magic bytes."""
    size = file.size()
    length = int.from_bytes(_read(file, size - _END, _NUMBER), "little")
    return _read(file, size - _END - length, length + _END)


def _read(file: pa.NativeFile, start: int, length: int) -> bytes:
    if start < 0:
        raise ValueError("it is cut off")
    file.seek(start)
    return bytes(file.read(length))


def _sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
