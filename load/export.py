"""Exports the graph as Parquet, as a stream: photos, embeddings, labels and edges."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from photograph.graph.database import Database, read, stream
from photograph.graph.property_names import PropertyNames, names_of
from photograph.load.exported import (
    ALBUMS,
    ALBUMS_FILE,
    EDGES,
    EDGES_FILE,
    PHOTOS_FILE,
    RUNS_KEY,
    VERDICTS,
    VERDICTS_FILE,
    photos_schema,
)
from photograph.load.parquet_file import write_rows
from photograph.private import make_folder

_ALBUMS_A_GROUP = 100  # an album may have thousands of photos


@dataclass(frozen=True)
class ExportReport:
    """How much was written."""

    photos: int
    edges: int
    albums: int = 0


def export_graph(folder: Path, database: Database) -> ExportReport:
    """Writes photos, edges, verdicts and albums as Parquet files, each atomically.

    Raises
    ------
    PhotographError: the folder can't be made or written.
    """
    make_folder(folder)
    counts = read(database, "ask/count_everything")[0]
    verdicts = stream(database, "export/stream_verdicts")
    write_rows(folder / VERDICTS_FILE, verdicts, VERDICTS, "Exporting verdicts", 0, "verdicts")
    return ExportReport(
        _write_photos(folder / PHOTOS_FILE, database, counts["photos"]),
        _write_edges(folder / EDGES_FILE, database, counts["edges"]),
        _write_albums(folder / ALBUMS_FILE, database),
    )


def _write_photos(path: Path, database: Database, total: int) -> int:
    properties = sorted({str(row["property"]) for row in read(database, "link/count_photos")})
    held = [names_of(name) for name in properties]
    suffixes = [names.suffix for names in held]
    photos = stream(database, "export/stream_photos", suffixes=suffixes)
    rows = (_photo(photo, held) for photo in photos)
    return write_rows(path, rows, photos_schema(held), "Exporting photos", total, "photos")


def _write_edges(path: Path, database: Database, total: int) -> int:
    runs = [row["run"] for row in read(database, "export/read_runs")]
    schema = EDGES.with_metadata({RUNS_KEY: json.dumps(runs, default=_temporal)})
    rows = stream(database, "export/stream_edges")
    return write_rows(path, rows, schema, "Exporting edges", total, "edges")


def _write_albums(path: Path, database: Database) -> int:
    total = len(read(database, "albums/list_albums"))
    albums = (_album(row) for row in stream(database, "export/stream_albums"))
    return write_rows(
        path, albums, ALBUMS, "Exporting albums", total, "albums", a_group=_ALBUMS_A_GROUP
    )


def _album(row: dict[str, Any]) -> dict[str, Any]:
    times = ("first_taken_at", "last_taken_at")
    return {**row, **{name: row[name] and row[name].to_native() for name in times}}


def _photo(row: dict[str, Any], held: list[PropertyNames]) -> dict[str, Any]:
    taken = row["taken_at"] and row["taken_at"].to_native()
    photo = {
        **row,
        "id": f"{row['root']}/{row['path']}",
        "taken_at": taken and taken.replace(tzinfo=None),
        "utc_offset": _offset(taken) if taken and taken.tzinfo else None,
        "gps_at": row["gps_at"] and row["gps_at"].to_native(),
        # Neo4j has no order among relationships; a file that can be compared needs one.
        "labels": sorted(row["labels"], key=lambda s: (s["network"], -s["score"], s["name"])),
    }
    for names, values in zip(held, row["held"], strict=True):
        photo[names.network] = values["network"]
        photo[names.embedding] = values["embedding"]
        photo[names.classification] = values["classification"]
    return photo


def _offset(taken: datetime) -> str:
    text = taken.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"


def _temporal(value: Any) -> dict[str, str]:
    return {"datetime": value.iso_format()}
