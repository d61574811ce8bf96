"""Measures the photos per second of two networks in turns, on decoded photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from photograph.array_types import Floats64, Pixels
from photograph.collection.photo_root import PhotoRoot, read_photo_at
from photograph.console import progress, say
from photograph.errors import PhotographError
from photograph.extract.decode import UnreadableError, decode
from photograph.extract.embed import decoding_workers, read_in_order
from photograph.extract.network import Network, NetworkRequest, open_network
from photograph.extract.options import Precision
from photograph.extract.precision import use_bfloat16
from photograph.settings import Home

PHOTOS = 256
ROUNDS = 3
_BATCH = 32
_AHEAD = 64

PixelsBySize = dict[int, Pixels]  # uint8 [size, size, 3] by size


@dataclass(frozen=True)
class NetworkSpeed:
    """Photos per second of the network alone: the median of `ROUNDS` rounds."""

    photos_per_second: float
    precision: str
    photos: int


@dataclass(frozen=True)
class _Ready:
    """An opened network, and all photos in batches of its input size."""

    network: Network
    batches: list[Pixels]
    fast: bool


def measure_speeds(
    requests: tuple[NetworkRequest, NetworkRequest],
    root: PhotoRoot,
    paths: Sequence[str],
    home: Home,
) -> tuple[NetworkSpeed, NetworkSpeed] | None:
    """Runs both networks in turns over the same batches of up to `PHOTOS` photos.

    They run as in `extract`: in bfloat16 if that is exact enough. Returns None, and prints a line,
    if no photo can be read.
    """
    networks = [open_network(request, home) for request in requests]
    sizes = {network.input_size for network in networks}
    decoded = list(_decoded(root, paths[:PHOTOS], sizes))
    if not decoded:
        say("Photos per second are not measured: no photo can be read.")
        return None
    one, other = (_ready(network, decoded) for network in networks)
    seconds = np.median(_rounds(one, other), axis=0)
    return _speed(one, seconds[0]), _speed(other, seconds[1])


def _ready(network: Network, decoded: list[PixelsBySize]) -> _Ready:
    """Prepares a network: runs its first batch once before the timing, which compiles it."""
    pixels = [photo[network.input_size] for photo in decoded]
    size = min(_BATCH, len(pixels))
    # Full batches only: one of another size would be compiled anew.
    starts = range(0, len(pixels) - size + 1, size)
    batches = [np.stack(pixels[start : start + size]) for start in starts]
    fast = use_bfloat16(network, batches[0], Precision.AUTO)
    network.run(batches[0], fast)
    return _Ready(network, batches, fast)


def _rounds(one: _Ready, other: _Ready) -> Floats64:
    """The seconds of each round with each network, float64 [rounds, 2]."""
    seconds = np.zeros((ROUNDS, 2))
    count = len(one.batches)
    with progress("Timing both networks", ROUNDS * count, "batches") as advance:
        for turn in range(ROUNDS):
            for number in range(count):
                # Whoever comes second may find other caches: they take turns in that as well.
                for which in (0, 1) if number % 2 else (1, 0):
                    seconds[turn, which] += _seconds((one, other)[which], number)
                advance(1)
    return seconds


def _seconds(ready: _Ready, number: int) -> float:
    start = perf_counter()
    ready.network.run(ready.batches[number], ready.fast)
    return perf_counter() - start


def _speed(ready: _Ready, seconds: float) -> NetworkSpeed:
    photos = sum(len(batch) for batch in ready.batches)
    return NetworkSpeed(photos / seconds, "bfloat16" if ready.fast else "float32", photos)


def _decoded(root: PhotoRoot, paths: Sequence[str], sizes: set[int]) -> Iterator[PixelsBySize]:
    """The photos that can be read, each decoded once for each input size."""

    def read(path: str) -> PixelsBySize | None:
        try:
            content = read_photo_at(root, path)
            return {size: decode(content, size).pixels for size in sizes} if content else None
        except (UnreadableError, PhotographError):
            return None

    for photo in read_in_order(paths, read, decoding_workers(), _AHEAD):
        if photo:
            yield photo
