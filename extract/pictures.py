"""Opens photos of the graph where their files are, for a look at their pixels."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock

from PIL import Image

from photograph.collection.object_address import ObjectFolder
from photograph.collection.object_store import check_answers
from photograph.collection.photo_root import PhotoRoot, read_photo_at
from photograph.collection.roots import known_roots
from photograph.console import say
from photograph.errors import PhotographError
from photograph.extract.decode import UnreadableError, thumbnail
from photograph.settings import Home

UNREACHED = "its object store can't be reached now"
CHANGED = "the file has changed: extract and load it again"
# Pairs come in a walk, so the same photo is asked for again soon: 96 of 3 MB at most are kept.
_PICTURES, _SIDE_KEPT = 96, 1024


def picture_opener(home: Home) -> Callable[[str, str, str, int], Image.Image | None]:
    """A function that opens a photo by root, path and content hash, RGB and upright.

    Its last parameter is the longer side of the picture in pixels, at most. It returns None where
    the file is not there, can't be read, or has other content.
    """
    roots, stores = known_roots(home), _AskedStores()

    def opened(root: str, path: str, content_hash: str, side: int) -> Image.Image | None:
        if root not in roots or stores.is_silent(roots[root]):
            return None
        try:
            content = read_content_at(roots[root], path, content_hash)
            return None if content is None else thumbnail(content, side)
        except UnreadableError:
            return None

    kept = lru_cache(_PICTURES)(opened)

    def small_ones_are_kept(
        root: str, path: str, content_hash: str, side: int
    ) -> Image.Image | None:
        open_it = kept if side <= _SIDE_KEPT else opened
        return open_it(root, path, content_hash, side)

    return small_ones_are_kept


class _AskedStores:
    """Which object stores don't answer: asked once, when the first photo of each is opened."""

    def __init__(self) -> None:
        self._silent: dict[PhotoRoot, bool] = {}
        self._one_asks = Lock()

    def is_silent(self, root: PhotoRoot) -> bool:
        with self._one_asks:
            if root not in self._silent:
                self._silent[root] = bool(silent_stores([root], "Its photos are not opened"))
            return self._silent[root]


def silent_stores(roots: Iterable[PhotoRoot], what_then: str) -> set[PhotoRoot]:
    """The roots whose object store does not answer; asked once, since each try takes seconds."""
    silent: set[PhotoRoot] = set()
    for root in set(roots):
        if isinstance(root, ObjectFolder):
            try:
                check_answers(root)
            except PhotographError as error:
                say(f"{what_then}: {error.what}")
                silent.add(root)
    return silent


def read_content_at(root: PhotoRoot, path: str, content_hash: str) -> bytes | None:
    """The content of a photo, which must be the one that was extracted; None where it is gone.

    Raises
    ------
    UnreadableError: the file has other content, or its object store does not answer.
    """
    try:
        content = read_photo_at(root, path)
    except PhotographError as error:
        raise UnreadableError(UNREACHED) from error
    if content is not None and hashlib.sha256(content).hexdigest() != content_hash:
        raise UnreadableError(CHANGED)
    return content
