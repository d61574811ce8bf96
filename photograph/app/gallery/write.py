"""Writes the gallery in an order that leaves a working one if a run is stopped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photograph.app.gallery.data import as_script, gallery_data
from photograph.app.gallery.duplicates import duplicate_groups
from photograph.app.gallery.files import GALLERY
from photograph.app.gallery.graph_rows import albums_shown, pairs_shown, photos_shown
from photograph.app.gallery.map_files import fetch_leaflet, has_places, write_map
from photograph.errors import PhotographError
from photograph.extract.thumbnails import make_thumbnails, picture_name
from photograph.graph.database import Database
from photograph.page_folder import claim, copy_pages, delete_stale, replace_text
from photograph.settings import Home

_PICTURES = "thumbnails"
DATA_FILE = "data.js"


@dataclass(frozen=True)
class GalleryReport:
    """What was written, and how many photos have no picture, by reason."""

    index: Path
    photos: int
    albums: int
    copies: int
    made: int
    problems: dict[str, int]


def write_gallery(database: Database, folder: Path, side: int, home: Home) -> GalleryReport:
    """Writes the graph's photos as static pages; makes only missing pictures.

    Parameters
    ----------
    side: the longer side of a picture, in pixels.

    Raises
    ------
    PhotographError: the graph has no photos, the folder has other files, or photos have
    places and the map can't be downloaded.
    """
    photos = photos_shown(database)
    if not photos:
        raise PhotographError(
            "There are no photos in the graph.", "Load some: photograph extract PHOTOS, then load"
        )
    claim(folder, GALLERY)
    leaflet = fetch_leaflet(home) if has_places(photos) else None
    albums, copies = albums_shown(database), duplicate_groups(database, home)
    pictures = folder / _PICTURES / str(side)
    pictured = make_thumbnails(photos, pictures, side, home)
    shown_from = f"{_PICTURES}/{side}"
    pairs = pairs_shown(database)
    data = gallery_data(photos, pairs, albums, copies, pictured.problems, shown_from)
    write_map(folder, leaflet)
    copy_pages(folder, GALLERY)
    # All data are in one file, so the pages see those of one run only.
    replace_text(folder / DATA_FILE, as_script(data))
    delete_stale(folder / _PICTURES, {pictures / picture_name(photo) for photo in photos})
    problems: dict[str, int] = {}
    for row in data["photos"]:
        if row[3]:
            problems[row[3]] = problems.get(row[3], 0) + 1
    index = folder / "index.html"
    return GalleryReport(index, len(photos), len(albums), len(copies), pictured.made, problems)
