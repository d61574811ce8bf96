"""Resolves a name, a file or an address to a photo of the graph."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photograph.graph.database import Database
    from photograph.graph.photo_key import PhotoKey


def photo_meant(database: Database, name: str, network: str | None) -> PhotoKey | None:
    """The root and path of the photo that a name, file or address means, or None.

    A file is recognized by its content, wherever it is; of several photos with that content, it
    means the one at the file's own place. Any other name means a photo of the graph with that name.

    Parameters
    ----------
    network: if given, a file counts as known only if this network has embedded it.

    Raises
    ------
    PhotographError: several photos have that name.
    """
    from photograph.collection.object_address import is_address
    from photograph.console import say
    from photograph.jobs.similar import photo_called

    if is_address(name):
        place = _place_of_address(name)
        return photo_called(database, "/".join(place)) if place else None
    file = Path(name).expanduser()
    if not is_file(file):
        return photo_called(database, name)
    known = _photo_of_content(database, file, network)
    if known:
        if name not in ("/".join(known), known[1]):
            say(f"{name} is in the graph, as {'/'.join(known)}")
        return known
    photo = None if "/" in name else photo_called(database, name)
    if photo:
        say(f"Using the photo {'/'.join(photo)} of the graph; for the file here, type ./{name}")
    return photo


def is_file(file: Path) -> bool:
    """Whether the path, after following links, is a plain file."""
    return _has_mode(file, stat.S_ISREG)


def is_folder(file: Path) -> bool:
    """Whether the path, after following links, is a folder."""
    return _has_mode(file, stat.S_ISDIR)


def _has_mode(file: Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(file.stat().st_mode)
    except (OSError, ValueError):  # Path.is_file raises where a name is too long for a file
        return False


def _photo_of_content(database: Database, file: Path, network: str | None) -> PhotoKey | None:
    from photograph.graph.database import read
    from photograph.graph.methods import LinkMethod
    from photograph.jobs.duplicates.file_content import sha256_of

    places = [list(place) for place in _places(file)]
    asked = {"contentHash": sha256_of(file), "places": places}
    rows = read(database, "ask/find_photos_by_content", **asked, limit=1)
    if not rows:
        return None
    root, path = str(rows[0]["root"]), str(rows[0]["path"])
    if network is not None:
        found = read(database, "ask/networks_of_photo", root=root, path=path, method=LinkMethod.KNN)
        if network not in [row["network"] for row in found]:
            return None
    return root, path


def _places(file: Path) -> list[PhotoKey]:
    """The keys that a file can have: names of extracted roots that contain it, and its path."""
    from photograph.collection.roots import known_roots
    from photograph.settings import home

    real = file.resolve()
    folders = {name: root for name, root in known_roots(home()).items() if isinstance(root, Path)}
    return [
        (name, unicodedata.normalize("NFC", real.relative_to(root.resolve()).as_posix()))
        for name, root in folders.items()
        if real.is_relative_to(root.resolve())
    ]


def _place_of_address(address: str) -> PhotoKey | None:
    """The key of an object's address: the name of its extracted root, and the path below."""
    from photograph.collection.object_address import ObjectFolder, parse_address
    from photograph.collection.roots import known_roots
    from photograph.settings import home

    wanted = str(parse_address(address))
    for name, root in known_roots(home()).items():
        if isinstance(root, ObjectFolder) and wanted.startswith(f"{root}/"):
            return name, wanted.removeprefix(f"{root}/")
    return None
