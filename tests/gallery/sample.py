"""The sample photos in the graph, as extract, load and link put them there, and their gallery."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from photograph.app.gallery.write import GalleryReport, write_gallery
from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.server.connection import connect
from photograph.settings import home
from tests.conftest import run


def fill_graph(photos: Path | str) -> None:
    """Extract, load and link; in this process, which imports TensorFlow once for all tests."""
    extract(photos)
    collection = last_collection(home())
    with connect() as database:
        load_collection(collection.folder(home()) / EMBEDDINGS_FILE, database, home())
        link_photos(database, home(), LinkOptions(collection.network))


def make_albums(database: Database) -> None:
    """One album a scene, whose cover is its last photo."""
    run(
        database,
        """MATCH (p:Photo)
        WITH split(p.filename, '-')[0] AS scene, p ORDER BY p.path
        WITH scene, collect(p) AS photos, last(collect(p)) AS cover
        CREATE (a:Album {albumId: scene, name: 'The ' + scene})
        CREATE (a)-[:HAS_COVER]->(cover)
        WITH a, photos UNWIND photos AS p
        CREATE (p)-[:IN_ALBUM]->(a)""",
    )


def write(database: Database, folder: Path, side: int = 96) -> GalleryReport:
    return write_gallery(database, folder, side, home())


def data(folder: Path) -> dict[str, Any]:
    """What data.js holds, with each photo as a dictionary."""
    text = (folder / "data.js").read_text(encoding="ascii")
    held: dict[str, Any] = json.loads(text.partition(" = ")[2].rstrip(";\n"))
    held["photos"] = [dict(zip(held["columns"], row, strict=True)) for row in held["photos"]]
    return held


def photo_at(held: dict[str, Any], path: str) -> tuple[int, dict[str, Any]]:
    """The number of a photo, and what is said of it."""
    [found] = [(n, photo) for n, photo in enumerate(held["photos"]) if photo["path"] == path]
    return found
