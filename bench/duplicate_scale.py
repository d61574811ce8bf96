"""``make bench-duplicates-scale``: candidates and proofs of 100,000 photos, seconds and memory.

Embeddings and signatures of Caltech 101, then of pictures between two of them; some are copies.
There are no files behind the most of them, so all pairs are judged by signatures:
``make bench-duplicates`` has the time of a look. Needs the shared photos:
``python -m bench.duplicate_scale [PHOTOS]``.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.extract_speed import SHARED
from bench.machine import describe_machine
from bench.own_server import clock, own_server
from bench.real_like_vectors import real_like
from bench.synthetic_photos import NETWORK, path_of, write_vectors
from photograph.array_types import Floats
from photograph.collection.contract import EMBEDDINGS_FILE, SIGNATURE_SIDE
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.console import plain_lines
from photograph.jobs.duplicates.orientation import ORIENTATIONS
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.server.connection import connect
from photograph.settings import home

_PHOTOS = 100_000
_EACH = 50  # one photo in so many is a copy of the one before
_LEVELS, _OFF = 2.0, 0.01  # noise of a poor JPEG, in levels, and what it does to an embedding


def main() -> None:
    """Prints the seconds of each step, and how many of the planted copies were told."""
    if not SHARED.is_dir():
        sys.exit(f"bench-duplicates-scale needs the shared photos in {SHARED}")
    plain_lines(True)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _PHOTOS
    with tempfile.TemporaryDirectory() as name, own_server(Path(name) / "home"):
        vectors, signatures = _real(Path(name) / "caltech")
        file = _write(Path(name) / "varied.parquet", vectors, signatures, count)
        with connect() as database:
            loading = clock(lambda: load_collection(file, database, home()))
            linking = clock(lambda: link_photos(database, home(), LinkOptions(NETWORK)))
        print(f"{describe_machine()}; {count:,} photos", flush=True)
        print(f"load with signatures {loading:.0f} s, link {linking:.0f} s", flush=True)
        command = [sys.executable, "-m", "bench.duplicate_steps", NETWORK]
        subprocess.run(command, check=True)


def _real(folder: Path) -> tuple[Floats, NDArray[np.uint8]]:
    """Embeddings, float32 [photos, dims], and signatures, uint8 [photos, 4096], of Caltech 101."""
    with tarfile.open(SHARED / "caltech101.tar") as archive:
        archive.extractall(folder, filter="data")
    extract(folder)
    table = pq.read_table(last_collection(home()).folder(home()) / EMBEDDINGS_FILE)
    flat = table["embedding"].combine_chunks().flatten().to_numpy()
    pixels = np.frombuffer(b"".join(table["signature"].to_pylist()), np.uint8)
    return flat.reshape(len(table), -1), pixels.reshape(len(table), -1)


def _write(to: Path, vectors: Floats, signatures: NDArray[np.uint8], count: int) -> Path:
    chance = np.random.default_rng(1)
    every = real_like(vectors, count)
    pictures = np.stack([_picture(number, signatures, chance) for number in range(count)])
    copies = np.arange(_EACH - 1, count, _EACH)
    off = every[copies - 1] + chance.normal(0, _OFF, (len(copies), every.shape[1]))
    every[copies] = off / np.linalg.norm(off, axis=1, keepdims=True)
    for copy in copies:
        pictures[copy] = _copied(pictures[copy - 1], chance)
    facts = {"signature": [one.tobytes() for one in pictures], "taken_at": [None] * count}
    return write_vectors(to, every, facts)


def _picture(
    number: int, signatures: NDArray[np.uint8], chance: np.random.Generator
) -> NDArray[np.uint8]:
    """The signature of a photo, or of two that are laid over each other."""
    if number < len(signatures):
        return np.asarray(signatures[number], np.uint8)
    one, other = signatures[chance.integers(0, len(signatures), 2)].astype(np.float32)
    share = chance.uniform(0.35, 0.65)
    return np.asarray(share * one + (1 - share) * other, np.uint8)


def _copied(picture: NDArray[np.uint8], chance: np.random.Generator) -> NDArray[np.uint8]:
    """With the noise of another quality, and turned in one of four ways."""
    laid = ORIENTATIONS[chance.integers(0, 4)].of_array(
        picture.reshape(SIGNATURE_SIDE, SIGNATURE_SIDE).astype(np.float32)
    )
    noisy = laid + chance.normal(0, _LEVELS, laid.shape)
    return np.asarray(noisy.clip(0, 255), np.uint8).ravel()


def original_of(path: str) -> str | None:
    """The path of what a photo is a planted copy of."""
    number = int(path[-11:-4])
    return path_of(number - 1) if number % _EACH == _EACH - 1 else None


if __name__ == "__main__":
    main()
