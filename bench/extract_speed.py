"""``make bench-extract``: how `extract` compares with a plain loop and with the machine's limit.

For each set of photos, in one run: a plain loop (full decode, batch 32, float32), `extract` as it
is, and the two halves alone. The limit adds the core time of both halves: 1 / (1/decode + 1/run).
"""

from __future__ import annotations

import shutil
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from bench.machine import describe_machine
from photograph.collection.find_photos import FoundPhotos, PhotoFile, find_photos
from photograph.console import plain_lines, say, table
from photograph.extract.decode import DEFAULT_PIXEL_LIMIT
from photograph.extract.embed import decoding_workers, read_in_order, read_photo
from photograph.extract.engine import local_engine
from photograph.extract.network import Network, NetworkRequest, describe_network, open_network
from photograph.extract.options import ExtractOptions, Precision
from photograph.extract.precision import use_bfloat16
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.extract.run import run
from photograph.extract.store import open_store
from photograph.settings import Home

SHARED = Path(__file__).parents[2] / "shared" / "photos"
LARGE_COPIES, SMALL_PHOTOS, PLAIN_PHOTOS = 48, 2000, 96
REPEATS, BATCH = 3, 32


def main() -> None:
    """Prints the table; needs the photos that lie beside the checkout."""
    if not SHARED.is_dir():
        sys.exit(f"bench-extract needs the shared photos in {SHARED}")
    plain_lines(True)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        network = open_network(NetworkRequest(DEFAULT_NETWORK), home)
        sets = {
            "12 megapixels": large_photos(Path(folder) / "large"),
            "small (Caltech 101)": _small(Path(folder) / "small"),
        }
        rows = [_measure(name, photos, network, home) for name, photos in sets.items()]
    header = (
        "photos",
        "n",
        "plain loop",
        "extract",
        "decode",
        "network",
        "limit",
        "extract / plain",
        "extract / limit",
    )
    print(f"{describe_machine()}\nphotos a second, best of {REPEATS}")
    print(table(rows, header))


def large_photos(folder: Path) -> Path:
    """Copies of the phone photos, each with other content: a few bytes after the image's end."""
    folder.mkdir()
    for original in sorted((SHARED / "seed").glob("*.jpg")):
        for number in range(LARGE_COPIES):
            content = original.read_bytes() + number.to_bytes(4, "big")
            (folder / f"{number:02}-{original.name}").write_bytes(content)
    return folder


def _small(folder: Path) -> Path:
    with tarfile.open(SHARED / "caltech101.tar") as archive:
        archive.extractall(folder, filter="data")
    for index, photo in enumerate(sorted(folder.rglob("*.jpg"))):
        if index % 4 or index >= 4 * SMALL_PHOTOS:
            photo.unlink()
    return folder


def _measure(name: str, folder: Path, network: Network, home: Home) -> tuple[str, ...]:
    photos = find_photos(folder).photos
    pixels = _decode_all(photos[:BATCH], network)
    fast = use_bfloat16(network, pixels, Precision.AUTO)
    tries: dict[str, Callable[[], object]] = {
        "plain": lambda: _plain_loop(photos[:PLAIN_PHOTOS], network),
        "extract": lambda: _extract(photos, network, home),
        "decode": lambda: _decode_all(photos, network),
        "network": lambda: [network.run(pixels, fast) for _ in range(len(photos) // BATCH)],
    }
    counts = dict.fromkeys(tries, len(photos))
    counts["plain"] = min(len(photos), PLAIN_PHOTOS)
    counts["network"] = len(photos) // BATCH * BATCH
    rates = dict.fromkeys(tries, 0.0)
    for _ in range(REPEATS):  # each in turn, so that a busy minute harms all alike
        for what, work in tries.items():
            rates[what] = max(rates[what], counts[what] / _seconds(work))
    say(f"{name}: {'bfloat16' if fast else 'float32'}")
    limit = 1 / (1 / rates["decode"] + 1 / rates["network"])
    values = [rates[key] for key in ("plain", "extract", "decode", "network")] + [limit]
    ratios = rates["extract"] / rates["plain"], rates["extract"] / limit
    return (
        name,
        str(len(photos)),
        *(f"{value:.0f}" for value in values),
        f"{ratios[0]:.2f}",
        f"{ratios[1]:.2f}",
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _plain_loop(photos: list[PhotoFile], network: Network) -> None:
    """The plain loop: decodes each photo completely, one after the other, then runs the batch."""
    batch = []
    size = (network.input_size, network.input_size)
    for photo in photos:
        with Image.open(BytesIO(photo.file.read_bytes())) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
            batch.append(np.asarray(upright.resize(size, Image.Resampling.BICUBIC)))
        if len(batch) == BATCH:
            network.run(np.stack(batch))
            batch = []
    if batch:
        network.run(np.stack(batch))


def _extract(photos: list[PhotoFile], network: Network, home: Home) -> None:
    """A first run of `extract` with its store, and with the network opened already."""
    provenance = describe_network(NetworkRequest(DEFAULT_NETWORK), "bench", home)
    store_folder = home.root / "store"
    shutil.rmtree(store_folder, ignore_errors=True)
    with open_store(store_folder, provenance) as store:
        engine = local_engine(lambda: network)
        run(
            FoundPhotos(photos, []),
            store,
            engine,
            ExtractOptions(BATCH, DEFAULT_PIXEL_LIMIT, False),
        )


def _decode_all(
    photos: list[PhotoFile], network: Network
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    reads = read_in_order(
        photos,
        lambda photo: read_photo(photo, network.input_size, DEFAULT_PIXEL_LIMIT, lambda _: False),
        decoding_workers(),
        ahead=2 * BATCH,
    )
    kept = [read.decoded.pixels for read in reads if read.decoded]
    return np.stack(kept[:BATCH])


if __name__ == "__main__":
    main()
