"""Runs photos through one network in this process; every engine builds on this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from photograph.collection.find_photos import PhotoFile
from photograph.extract.embed import (
    ReadPhoto,
    embed_batch,
    read_in_order,
    read_photo,
    reading_threads,
    stack_pixels,
)
from photograph.extract.network import Network
from photograph.extract.options import ExtractOptions
from photograph.extract.precision import use_bfloat16
from photograph.extract.store import EmbeddingStore


@dataclass(frozen=True)
class PhotosToEmbed:
    """The photos of a run that must be read.

    Parameters
    ----------
    left: hashes of known content whose path has no file any more; it may have moved.
    """

    photos: list[PhotoFile]
    store: EmbeddingStore
    options: ExtractOptions
    left: set[str]


@dataclass(frozen=True)
class EmbeddedPhoto:
    """The result for one photo; if it completed a batch, also the rows of that batch."""

    read: ReadPhoto
    rows: list[dict[str, Any]] = field(default_factory=list)
    precision: str = ""


class Engine(Protocol):
    """Takes photos through a network, each once and in any order; the caller writes the rows."""

    def __call__(self, todo: PhotosToEmbed) -> Iterator[EmbeddedPhoto]: ...


def local_engine(open_network: Callable[[], Network]) -> Engine:
    """The engine of one machine; opens the network only if there is a photo to embed."""

    def engine(todo: PhotosToEmbed) -> Iterator[EmbeddedPhoto]:
        known, threads = todo.store.hashes.__contains__, reading_threads(todo.photos)
        return embed_photos(todo.photos, open_network(), todo.options, known, threads)

    return engine


def embed_photos(
    todo: list[PhotoFile],
    network: Network,
    options: ExtractOptions,
    is_known: Callable[[str], bool],
    threads: int,
    fast: bool | None = None,
) -> Iterator[EmbeddedPhoto]:
    """Reads and decodes in threads, and runs the network over full batches.

    Parameters
    ----------
    is_known: whether a content hash has its embedding already; asked for each photo.
    fast: whether to run in bfloat16; None decides on the first batch, by `options.precision`.
    """

    def read(photo: PhotoFile) -> ReadPhoto:
        return read_photo(photo, network.input_size, options.pixel_limit, is_known)

    batch: dict[str, ReadPhoto] = {}
    reads = read_in_order(todo, read, threads, ahead=2 * options.batch)
    for position, result in enumerate(reads, start=1):
        if result.decoded and not is_known(result.content_hash):
            batch.setdefault(result.content_hash, result)
        if not batch or (len(batch) < options.batch and position < len(todo)):
            yield EmbeddedPhoto(result)
            continue
        full = list(batch.values())
        if fast is None:
            fast = use_bfloat16(network, stack_pixels(full), options.precision)
        rows = embed_batch(network, full, fast)
        yield EmbeddedPhoto(result, rows, "bfloat16" if fast else "float32")
        batch = {}
