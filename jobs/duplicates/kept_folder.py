"""Finds the folder of photos that a person means by `--keep folder:PATH`."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from photograph.collection.roots import known_roots
from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.graph.photo_key import PhotoKey
from photograph.settings import Home


def find_folder(name: str, database: Database, home: Home) -> PhotoKey:
    """The photo root and the path below it, empty for the root itself.

    Parameters
    ----------
    name: a folder of this machine, or ROOT/FOLDER as the table of copies shows photos.

    Raises
    ------
    PhotographError: no photo of the graph lies there.
    """
    for root, below in (*_on_disk(name, home), _as_shown(name)):
        folder = f"{below}/" if below else ""
        [found] = read(database, "duplicates/has_folder", root=root, folder=folder)
        if found["hasPhotos"]:
            return root, below
    raise PhotographError(
        f"The graph has no photos in a folder {name}.",
        "Name one as the table of copies shows it: --keep folder:ROOT/FOLDER",
    )


def _on_disk(name: str, home: Home) -> list[PhotoKey]:
    folder = Path(name).expanduser().resolve()
    roots = {
        known: root.resolve() for known, root in known_roots(home).items() if isinstance(root, Path)
    }
    return [
        (known, _path(folder.relative_to(root).as_posix()))
        for known, root in roots.items()
        if folder.is_relative_to(root)
    ]


def _as_shown(name: str) -> PhotoKey:
    root, _, below = name.strip("/").partition("/")
    return root, _path(below)


def _path(below: str) -> str:
    """As paths are in the graph: NFC, and empty for the root itself."""
    return "" if below == "." else unicodedata.normalize("NFC", below)
