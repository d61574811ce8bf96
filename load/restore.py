"""Loads an export: photos first, then edges, verdicts, albums and link runs.

The rows go through the driver, which works with every server.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neo4j.time
import pyarrow as pa
import pyarrow.compute as pc

from photograph.collection.contract import ADDED_LATER
from photograph.console import progress
from photograph.errors import DamagedFileError, PhotographError
from photograph.graph.database import Database, write
from photograph.graph.property_names import PropertyNames
from photograph.graph.versions import check_versions
from photograph.load.exported import (
    ALBUMS,
    ALBUMS_FILE,
    EDGES,
    EDGES_FILE,
    LENT,
    PHOTO,
    PHOTOS_FILE,
    RUNS_KEY,
    VERDICTS,
    VERDICTS_FILE,
    held_in,
)
from photograph.load.guard import check_batch
from photograph.load.merge import LoadTarget
from photograph.load.restore_albums import merge_albums
from photograph.load.rows import column_batches, text_columns
from photograph.load.run import count_photos, make_schema
from photograph.load.signatures import has_signatures, set_signatures
from photograph.load.statements import merge_from_driver
from photograph.load.vector_index import make_vector_index
from photograph.summed_parquet import check_file, count_rows, read_schema

_ROWS_A_BATCH = 500
_EDGES_A_BATCH = 5_000
_PHOTO_COLUMNS = [field.name for field in PHOTO if field.name not in ADDED_LATER]


@dataclass(frozen=True)
class RestoreReport:
    """How much was loaded."""

    photos: int
    edges: int
    runs: int
    albums: int = 0


def check_export(folder: Path) -> None:
    """Checks, without a server, that a folder looks like an export of `photograph export`.

    Raises
    ------
    PhotographError: it is no such folder.
    """
    _schema(folder / PHOTOS_FILE, _PHOTO_COLUMNS)
    _schema(folder / EDGES_FILE, EDGES.names)


def restore(folder: Path, database: Database) -> RestoreReport:
    """Loads an export of `photograph export`; updates what the graph has already.

    Raises
    ------
    PhotographError: it is no such folder, an embedding is wrong, or the photos of a root in the
        graph are of another network.
    """
    photos, edges = folder / PHOTOS_FILE, folder / EDGES_FILE
    held = held_in(_schema(photos, _PHOTO_COLUMNS))
    has_signatures(photos)
    runs = json.loads((_schema(edges, EDGES.names).metadata or {}).get(RUNS_KEY, b"[]"))
    verdicts, albums = folder / VERDICTS_FILE, folder / ALBUMS_FILE
    for file, columns in ((verdicts, VERDICTS.names), (albums, ALBUMS.names)):
        if file.exists():  # exports of before there were any have none
            _schema(file, columns)
    check_versions(database)
    found = _check(photos, held, database)
    make_schema(database)
    count = _merge_photos(photos, held, database)
    set_signatures(photos, database)
    _mark_lent(photos, database)
    for names, dims in found.items():
        make_vector_index(database, names, dims, count)
    linked = _merge_edges(edges, database)
    if verdicts.exists():
        _merge_verdicts(verdicts, database)
    gathered = merge_albums(albums, database) if albums.exists() else 0
    for run in runs:
        key = run["runId"]
        write(database, "link/record_run", begun=key, runId=key, properties=_values(run))
    return RestoreReport(count, linked, len(runs), gathered)


def _schema(path: Path, columns: list[str]) -> pa.Schema:
    try:
        check_file(path)  # now, so that nothing is written of a file that is damaged further on
        schema = read_schema(path)
    except (OSError, DamagedFileError) as error:
        why = error.why if isinstance(error, DamagedFileError) else type(error).__name__
        raise PhotographError(
            f"{path} can't be read ({why}).", "Make it: photograph export FOLDER"
        ) from error
    missing = sorted(set(columns) - set(schema.names))
    if missing:
        raise PhotographError(
            f"{path} has no column {missing[0]}.", "Make it again: photograph export FOLDER"
        )
    return schema


def _check(photos: Path, held: list[PropertyNames], database: Database) -> dict[PropertyNames, int]:
    """Checks every embedding and network before any write; returns dims by property."""
    dims: dict[LoadTarget, int] = {}
    for target, part in _parts(photos, held):
        if target not in dims:
            count_photos(database, target)
            dims[target] = int(part["embedding"].combine_chunks().value_lengths()[0].as_py())
        paths, vectors = (part[name].combine_chunks() for name in ("path", "embedding"))
        check_batch(paths, vectors, dims[target])
    return {target.names: length for target, length in dims.items()}


def _merge_photos(photos: Path, held: list[PropertyNames], database: Database) -> int:
    total = count_rows(photos)
    statement = merge_from_driver()
    with progress("Loading", total * len(held)) as advance:
        for target, part in _parts(photos, held):
            rows = text_columns(part, classification=True).to_pylist()
            write(database, statement, **target.values, rows=rows)
            advance(len(rows))
    return total


def _parts(photos: Path, held: list[PropertyNames]) -> Iterator[tuple[LoadTarget, pa.Table]]:
    """Yields the photos of each root and network, with the columns of the Parquet contract."""
    columns = [field.name for field in PHOTO]
    for names in held:
        mine = [names.network, names.embedding, names.classification]
        for batch in column_batches(photos, _ROWS_A_BATCH, [*columns, *mine]):
            table = pa.Table.from_batches([batch]).select([*columns, *mine])
            table = table.rename_columns([*columns, "network", "embedding", "features"])
            pairs = table.filter(pc.is_valid(table["embedding"])).group_by(["root", "network"])
            for pair in pairs.aggregate([]).to_pylist():
                same = pc.and_(*(pc.equal(table[name], pair[name]) for name in pair))
                part = table.filter(pc.fill_null(same, False))
                yield LoadTarget(names=names, **pair), _with_labels_of(part, pair["network"])


def _with_labels_of(part: pa.Table, network: str) -> pa.Table:
    labels = [
        [shown for shown in every or [] if shown["network"] == network]
        for every in part["labels"].to_pylist()
    ]
    position = part.schema.get_field_index("labels")
    return part.set_column(position, "labels", pa.array(labels, part.schema.field("labels").type))


def _mark_lent(photos: Path, database: Database) -> None:
    """Tells times, places and keywords that copies lent from those of the photos' own files."""
    held = read_schema(photos).names
    lent = [field.name for field in LENT if field.name in held]
    if not lent:
        return
    for batch in column_batches(photos, _EDGES_A_BATCH, ["root", "path", "content_hash", *lent]):
        rows = [row for row in batch.to_pylist() if any(row[name] for name in lent)]
        if rows:
            write(database, "export/mark_lent", rows=rows)


def _merge_edges(edges: Path, database: Database) -> int:
    total = count_rows(edges)
    merged = 0
    with progress("Linking", total, "edges") as advance:
        for batch in column_batches(edges, _EDGES_A_BATCH, EDGES.names):
            rows = [{**row, **_ends(row)} for row in batch.to_pylist()]
            merged += int(write(database, "export/merge_edges", rows=rows)[0]["edges"])
            advance(len(rows))
    return merged


def _merge_verdicts(verdicts: Path, database: Database) -> None:
    for batch in column_batches(verdicts, _EDGES_A_BATCH, VERDICTS.names):
        rows = [{**row, **_ends(row)} for row in batch.to_pylist()]
        write(database, "export/merge_verdicts", rows=rows)


def _ends(edge: dict[str, Any]) -> dict[str, list[str]]:
    return {end: edge[end].split("/", 1) for end in ("source", "target")}


def _values(run: dict[str, Any]) -> dict[str, Any]:
    return {
        name: neo4j.time.DateTime.from_iso_format(value["datetime"])
        if isinstance(value, dict)
        else value
        for name, value in run.items()
    }
