"""Photo roots: a folder on this machine or in an object store."""

from __future__ import annotations

from pathlib import Path

from photograph.collection.find_photos import FoundPhotos, find_photos, photo_file
from photograph.collection.object_address import (
    ObjectFolder,
    is_address,
    parse_address,
    with_environment,
)
from photograph.collection.object_store import find_objects, read_object
from photograph.collection.regular_file import read_regular

PhotoRoot = Path | ObjectFolder


def photo_root(text: str | Path) -> PhotoRoot:
    """The root for a person's text: an address if it has a scheme, else a folder.

    Raises
    ------
    PhotographError: the address can't be used.
    """
    if is_address(str(text)):
        return with_environment(parse_address(str(text)))
    return Path(text).expanduser()


def find_in(root: PhotoRoot) -> FoundPhotos:
    """Every photo below a root.

    Raises
    ------
    PhotographError: as for `find_photos` and `find_objects`.
    """
    return find_objects(root) if isinstance(root, ObjectFolder) else find_photos(root)


def read_photo_at(root: PhotoRoot, path: str) -> bytes | None:
    """The content of the photo at a path below a root; None where it can't be read.

    Raises
    ------
    PhotographError: the object store does not answer.
    """
    try:
        if isinstance(root, ObjectFolder):
            return read_object(root, path)
        return read_regular(photo_file(root, path))
    except OSError:
        return None
