"""Merges rows into nodes, by CSV or by the driver, and shows the progress."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photograph.console import progress
from photograph.graph.database import Database, stream, write
from photograph.graph.property_names import PropertyNames
from photograph.load.csv_file import import_file, write_import_csv
from photograph.load.options import LoadWay
from photograph.load.rows import ESCAPES, PhotoRows
from photograph.load.statements import merge_from_csv, merge_from_driver

_BATCH = 500


@dataclass(frozen=True)
class LoadTarget:
    """The target of rows: root, network and the properties of its embeddings."""

    root: str
    network: str
    names: PropertyNames

    @property
    def values(self) -> dict[str, Any]:
        return {
            "root": self.root,
            "network": self.network,
            "networkKey": self.names.network,
            "embeddingKey": self.names.embedding,
            "classificationKey": self.names.classification,
            "escapes": ESCAPES,
        }


def merge_rows(
    rows: PhotoRows, target: LoadTarget, database: Database, way: LoadWay | str, to: Path
) -> int:
    """Merges every row; returns how many photos were created or updated.

    Parameters
    ----------
    way: `LoadWay.FILE`, `LoadWay.DRIVER`, or the address of a CSV that the server can read.
    to: the import folder.
    """
    if way is LoadWay.FILE:
        with import_file(to, "photos") as csv:
            write_import_csv(rows, csv)
            return _told(_from_csv(f"file:///{csv.name}", target, database), len(rows))
    if way is LoadWay.DRIVER:
        return _told(_from_driver(rows, target, database), len(rows))
    return _told(_from_csv(way, target, database), len(rows))


def _told(batches: Iterator[tuple[int, int]], total: int) -> int:
    """Sums up the written rows of batches, (rows, written), and shows the progress."""
    written = 0
    with progress("Loading", total) as advance:
        for rows, changed in batches:
            written += changed
            advance(rows)
    return written


def _from_csv(url: str, target: LoadTarget, database: Database) -> Iterator[tuple[int, int]]:
    # The server sends a row for each photo when its batch is committed, so this is no guess.
    values = {**target.values, "url": url, "batch": _BATCH}
    rows = changed = 0
    for row in stream(database, merge_from_csv(), **values):
        rows, changed = rows + 1, changed + row["written"]
        if rows == _BATCH:
            yield rows, changed
            rows = changed = 0
    yield rows, changed


def _from_driver(
    rows: PhotoRows, target: LoadTarget, database: Database
) -> Iterator[tuple[int, int]]:
    statement = merge_from_driver()
    for table in rows.tables(_BATCH):
        written = write(database, statement, **target.values, rows=table.to_pylist())
        yield table.num_rows, sum(row["written"] for row in written)
