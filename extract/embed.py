"""Decodes photos in threads while the network runs on the previous batch."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

import numpy as np

from photograph.array_types import Pixels
from photograph.collection.contract import READING
from photograph.collection.find_photos import PhotoFile, read_content
from photograph.collection.object_store import ObjectFile
from photograph.extract.decode import DecodedPhoto, UnreadableError, decode
from photograph.extract.labels import top_labels
from photograph.extract.network import Network

_Asked = TypeVar("_Asked")
_Given = TypeVar("_Given")

_WAITING_THREADS = 16


@dataclass(frozen=True)
class ReadPhoto:
    """The result of reading one file: pixels, a reason for failure, or neither if already known."""

    photo: PhotoFile
    content_hash: str = ""
    decoded: DecodedPhoto | None = None
    reason: str = ""


def read_photo(
    photo: PhotoFile, size: int, pixel_limit: int, is_known: Callable[[str], bool]
) -> ReadPhoto:
    """Reads, hashes and decodes one file; does not decode content that is known already."""
    try:
        content = read_content(photo)
    except OSError as error:
        return ReadPhoto(photo, reason=f"it can't be opened: {error.strerror}")
    content_hash = hashlib.sha256(content).hexdigest()
    if is_known(content_hash):
        return ReadPhoto(photo, content_hash)
    try:
        return ReadPhoto(photo, content_hash, decode(content, size, pixel_limit))
    except UnreadableError as error:
        return ReadPhoto(photo, content_hash, reason=str(error))


def read_in_order(
    photos: Iterable[_Asked], read: Callable[[_Asked], _Given], workers: int, ahead: int
) -> Iterator[_Given]:
    """Reads files in threads and yields them in order, at most `ahead` in advance."""
    with ThreadPoolExecutor(workers, "decode", initializer=_step_back) as threads:
        waiting: deque[Future[_Given]] = deque()
        try:
            for photo in photos:
                waiting.append(threads.submit(read, photo))
                if len(waiting) > ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _step_back() -> None:
    """Gives the network's threads priority: they wait for each other, decoding threads do not.

    On Linux a thread has a priority of its own; elsewhere this would slow the whole process.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


def decoding_workers() -> int:
    """One decoding thread per core: Pillow releases Python's lock while it decodes."""
    return os.cpu_count() or 1


def reading_threads(photos: list[PhotoFile], cores: int | None = None) -> int:
    """How many threads read and decode: more than there are cores for an object store."""
    remote = bool(photos) and isinstance(photos[0].file, ObjectFile)
    return max(cores or decoding_workers(), _WAITING_THREADS if remote else 0)


def stack_pixels(batch: list[ReadPhoto]) -> Pixels:
    """The decoded photos of a batch as uint8 [batch, size, size, 3]."""
    return np.stack([read.decoded.pixels for read in batch if read.decoded])


def embed_batch(
    network: Network, batch: list[ReadPhoto], fast: bool = False
) -> list[dict[str, Any]]:
    """Runs the network over decoded photos; returns one row per photo for a part file."""
    outputs = network.run(stack_pixels(batch), fast)
    labels = top_labels(outputs.logits, network.classes, len(batch))
    return [
        {**describe_photo(read), "features": features, "labels": names}
        for read, features, names in zip(batch, outputs.features, labels, strict=True)
    ]


def describe_photo(read: ReadPhoto) -> dict[str, Any]:
    """The columns of the Parquet contract that need no network."""
    assert read.decoded is not None  # noqa: S101 (for the type checker)
    photo, decoded = read.photo, read.decoded
    return {
        **place(photo),
        "content_hash": read.content_hash,
        "width": decoded.width,
        "height": decoded.height,
        "format": decoded.format,
        "damaged": decoded.damaged,
        "frames": decoded.frames,
        "has_clip": decoded.has_clip,
        "reading": READING,
        "signature": decoded.signature,
        **asdict(decoded.exif),
    }


def place(photo: PhotoFile) -> dict[str, Any]:
    """The columns that say where the photo lies."""
    return {
        "path": photo.path,
        "filename": photo.filename,
        "bytes": photo.bytes,
        "modified_ns": photo.modified_ns,
    }
