"""Writes the files for ``neo4j-admin database import``: headers, and data as a stream."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from photograph.collection.csv_columns import ROWS_A_BATCH
from photograph.console import progress
from photograph.durable_file import write_durably
from photograph.load.import_columns import (
    LABEL_HEADER,
    SHOWS_HEADER,
    TEXTS,
    TIMES,
    LabelNumbers,
    node_header,
    photo_tables,
    shows_table,
)
from photograph.load.merge import LoadTarget
from photograph.load.rows import PhotoRows, column_batches
from photograph.private import create, make_folder

_OPTIONS = pcsv.WriteOptions(include_header=False, quoting_style="needed")
_LABELS, _SHOWS = "labels", "shows"
_LINES = ("--multiline-fields=true",)


@dataclass(frozen=True)
class ImportFiles:
    """The counts of what was written, and the options that name the files."""

    photos: int
    labels: int
    shows: int
    options: tuple[str, ...]

    def words(self, database: str, report: str, overwrite: bool) -> list[str]:
        """The arguments of ``neo4j-admin``, to be run in the folder of the files.

        Parameters
        ----------
        report: the file for messages about bad entries.
        overwrite: whether the database exists; it is known to be empty.
        """
        words = ["database", "import", "full", database, *self.options, f"--report-file={report}"]
        return [*words, "--overwrite-destination=true"] if overwrite else words


class _Data:
    """A data file that is being written."""

    def __init__(self, folder: Path, name: str) -> None:
        self.file = create(folder / f"{name}.csv").open("wb")
        self.rows = 0
        self.multiline = False

    def __enter__(self) -> _Data:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.file.close()

    def write(self, table: pa.Table) -> None:
        pcsv.write_csv(table, self.file, _OPTIONS)
        self.rows += table.num_rows
        texts = (table[name] for name in TEXTS if name in table.column_names)
        self.multiline = self.multiline or any(map(_has_line_end, texts))

    def finish(self) -> None:
        self.file.flush()
        os.fsync(self.file.fileno())


def write_import_files(rows: PhotoRows, target: LoadTarget, folder: Path) -> ImportFiles:
    """Writes photos, labels and the edges between them, a batch of photos at a time.

    Raises
    ------
    PhotographError: the folder can't be made or written, or has too little room.
    """
    make_folder(folder)
    names = LabelNumbers()
    with ExitStack() as stack:
        data = {
            name: stack.enter_context(_Data(folder, name)) for name in (*TIMES, _SHOWS, _LABELS)
        }
        _write_photos(rows, target, names, data)
        data[_LABELS].write(names.table())
        for file in data.values():
            file.finish()
    _write_headers(folder, target, rows.classification)
    return ImportFiles(len(rows), data[_LABELS].rows, data[_SHOWS].rows, _options(data))


def _write_photos(
    rows: PhotoRows, target: LoadTarget, names: LabelNumbers, data: dict[str, _Data]
) -> None:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    first = 0
    with progress("Writing files", len(rows)) as advance:
        for batch in column_batches(rows.embeddings, ROWS_A_BATCH, rows.columns):
            tables = photo_tables(batch, first, at, target, rows.classification)
            tables[_SHOWS] = shows_table(batch["labels"], first, names, target.network)
            for name, table in tables.items():
                data[name].write(table)
            first += len(batch)
            advance(len(batch))


def _has_line_end(texts: pa.ChunkedArray) -> bool:
    return bool(pc.any(pc.match_substring_regex(texts, r"[\r\n]")).as_py())


def _write_headers(folder: Path, target: LoadTarget, classification: bool) -> None:
    headers = {times: node_header(times, target, classification) for times in TIMES}
    headers |= {_LABELS: LABEL_HEADER, _SHOWS: SHOWS_HEADER}
    for name, titles in headers.items():
        write_durably(folder / f"{name}-header.csv", ",".join(titles) + "\n")


def _options(data: dict[str, _Data]) -> tuple[str, ...]:
    kinds = {
        **dict.fromkeys(TIMES, "nodes=Photo"),
        _LABELS: "nodes=Label",
        _SHOWS: "relationships=SHOWS",
    }
    files = [
        f"--{kind}={name}-header.csv,{name}.csv" for name, kind in kinds.items() if data[name].rows
    ]
    # Fields with line ends make the importer read a file by one thread, so they are told.
    lines = any(file.multiline for file in data.values())
    return (*files, "--id-type=integer", "--bad-tolerance=0", *(_LINES if lines else ()))
