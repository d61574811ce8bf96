"""Loads the albums of an export with their identity, names, covers and photos."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from photograph.graph.database import Database, write, write_in_batches
from photograph.load.exported import ALBUMS
from photograph.load.rows import column_batches

_ALBUMS_A_BATCH = 100  # an album may have thousands of photos
_PHOTOS_A_BATCH = 5_000
_LISTS = ("members", "covers")


def merge_albums(albums: Path, database: Database) -> int:
    """Merges the albums of a file and their edges to existing photos; returns their number.

    Keeps what a person made in the graph: names, and edges without a `runId`.
    """
    merged, networks = 0, set()
    for batch in column_batches(albums, _ALBUMS_A_BATCH, ALBUMS.names):
        found = batch.to_pylist()
        plain = [{key: row[key] for key in row if key not in _LISTS} for row in found]
        merged += int(write(database, "export/merge_albums", rows=plain)[0]["albums"])
        for name in _LISTS:
            for rows in _photos(found, name):
                write(database, f"export/merge_{name}", rows=rows)
        networks |= {row["network"] for row in found}
    for network in networks:
        write(database, "albums/count_photos", network=network)
    write_in_batches(database, "albums/colour_photos", batch=_PHOTOS_A_BATCH)
    return merged


def _photos(albums: list[dict[str, Any]], name: str) -> Iterator[list[dict[str, Any]]]:
    rows = [
        {
            "album_id": album["album_id"],
            "photo": one["photo"].split("/", 1),
            "run_id": one["run_id"],
        }
        for album in albums
        for one in album[name] or []
    ]
    for start in range(0, len(rows), _PHOTOS_A_BATCH):
        yield rows[start : start + _PHOTOS_A_BATCH]
