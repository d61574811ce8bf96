"""Where photos are: a folder of this machine, or one in an object store."""

from __future__ import annotations

from pathlib import Path

from extract.find_photos import Found, find_photos
from extract.object_address import ObjectFolder, is_address, parse_address, with_environment
from extract.object_store import find_objects

PhotoRoot = Path | ObjectFolder


def photo_root(text: str | Path) -> PhotoRoot:
    """The root that a person names: an address with a scheme, or else a folder.

    Raises
    ------
    PhotographError: an address that can't be used.
    """
    if is_address(str(text)):
        return with_environment(parse_address(str(text)))
    return Path(text).expanduser()


def find_in(root: PhotoRoot) -> Found:
    """Every photo below a root.

    Raises
    ------
    PhotographError: as `find_photos` and `find_objects`.
    """
    return find_objects(root) if isinstance(root, ObjectFolder) else find_photos(root)
