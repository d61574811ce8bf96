"""Decodes photos once for all epochs, into a temporary file."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

import numpy as np

from photograph.array_types import Pixels
from photograph.collection.find_photos import PhotoFile
from photograph.collection.photo_root import PhotoRoot, find_in
from photograph.console import progress
from photograph.errors import PhotographError
from photograph.extract.decode import DEFAULT_PIXEL_LIMIT
from photograph.extract.embed import read_in_order, read_photo, reading_threads
from photograph.private import make_folder
from photograph.settings import Home
from photograph.train.photos import GroupedPhotos


@contextmanager
def decoded_pixels(
    parts: list[GroupedPhotos], root: PhotoRoot, size: int, home: Home
) -> Iterator[list[Pixels]]:
    """The pixels of each part, uint8 [photos, size, size, 3], mapped from one file: 1.5 GB for
    10,000 photos of 224 pixels.

    Raises
    ------
    PhotographError: a photo is missing or has changed, or the disk is full.
    """
    shape = (sum(len(part.paths) for part in parts), size, size, 3)
    # A file without a name: whatever becomes of this process, nothing is left of it.
    with TemporaryFile(dir=make_folder(home.root)) as file:
        _make_room(file.fileno(), math.prod(shape), home)
        kept = np.memmap(file, np.uint8, "w+", shape=shape)
        _decode(kept, parts, root, size)
        ends = np.cumsum([len(part.paths) for part in parts])
        yield np.split(kept, ends[:-1])


def _make_room(file: int, size: int, home: Home) -> None:
    """Reserves the blocks of a file: on a full disk a mapped file would kill the process."""
    if not hasattr(os, "posix_fallocate"):  # macOS has none
        return
    try:
        os.posix_fallocate(file, 0, size)
    except OSError as error:
        raise PhotographError(
            f"{home.root} has no room for {size / 1e6:,.0f} MB of pixels ({error.strerror}).",
            "Make room there, or leave --unfreeze out.",
        ) from error


def _decode(kept: Pixels, parts: list[GroupedPhotos], root: PhotoRoot, size: int) -> None:
    files = {photo.path: photo for photo in find_in(root).photos}
    wanted = [name for part in parts for name in zip(part.paths, part.contents, strict=True)]
    photos = [files[path] for path, _ in wanted if path in files]
    if len(photos) < len(wanted):
        raise _changed(next(path for path, _ in wanted if path not in files))

    def read(photo: PhotoFile) -> tuple[str, Pixels | None]:
        found = read_photo(photo, size, DEFAULT_PIXEL_LIMIT, lambda _: False)
        return found.content_hash, found.decoded.pixels if found.decoded else None

    reads = read_in_order(photos, read, reading_threads(photos), ahead=64)
    with progress("Decoding", len(photos)) as advance:
        for row, ((path, content), (found, pixels)) in enumerate(zip(wanted, reads, strict=True)):
            if pixels is None or found != content:
                raise _changed(path)
            kept[row] = pixels
            advance(1)


def _changed(path: str) -> PhotographError:
    return PhotographError(
        f"{path} changed while the network was trained.", "Run the same command again."
    )
