"""Writes the files of the gallery's map: Leaflet, from its jar, and outlines of the land."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from photograph.app.gallery.graph_rows import GalleryPhoto
from photograph.app.gallery.land import land_script
from photograph.errors import PhotographError
from photograph.page_folder import delete_stale, replace_bytes
from photograph.server.jars import WEB, ensure_jars
from photograph.settings import Home

FOLDER = "map"
_LEAFLET = "META-INF/resources/webjars/leaflet/"  # and then its version
_TAKEN = ("LICENSE", "leaflet.js", "leaflet.js.map", "leaflet.css")


def has_places(photos: Iterable[GalleryPhoto]) -> bool:
    """Whether any photo has a place."""
    return any(photo.latitude is not None and photo.longitude is not None for photo in photos)


def fetch_leaflet(home: Home) -> Path:
    """The path of Leaflet's jar; downloads it if it is missing.

    Raises
    ------
    PhotographError: it can't be downloaded.
    """
    try:
        [leaflet] = ensure_jars(home.jars, shelf=WEB)
    except PhotographError as error:
        raise PhotographError(f"The map needs Leaflet. {error.what}", error.next_step) from error
    return leaflet.path(home.jars)


def write_map(gallery: Path, leaflet: Path | None) -> None:
    """Writes the map's files into the gallery's folder; deletes them if there is no map."""
    folder = gallery / FOLDER
    if leaflet is None:
        if folder.exists():
            shutil.rmtree(folder)
        return
    files = {"land.js": land_script().encode(), **_unpacked(leaflet)}
    for name, content in files.items():
        replace_bytes(folder / name, content)
    delete_stale(folder, {folder / name for name in files})


def _unpacked(jar: Path) -> dict[str, bytes]:
    # The style sheet names its images below images/, so they stay there.
    with ZipFile(jar) as opened:
        names = {name: name.removeprefix(_LEAFLET).partition("/")[2] for name in opened.namelist()}
        files = {name: inner.removeprefix("dist/") for name, inner in names.items()}
        return {
            file: opened.read(name)
            for name, file in files.items()
            if file in _TAKEN or file.startswith("images/")
        }
