"""``make bench-albums``: seconds of `photograph albums`, and the most memory its process takes.

Over the edges that `link` makes between real vectors, with times, places and labels that are made
up (`bench/album_trips.py`). More photos than there are vectors: copies with noise, whose cosine to
the original is about .8, so that they are other pictures of the same. Each size is measured twice:
with no album there yet, and again with all of them there. What `link` took stands beside it, since
a busy machine is busy for both.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.album_trips import trips
from bench.link_graph import load_photos, server
from bench.machine import describe_machine
from bench.real_vectors import COUNT, real_vectors
from photograph.array_types import Floats
from photograph.collection.cutoffs import MEASURED
from photograph.console import plain_lines, say, table
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.settings import home

SIZES = (3_000, 10_000, COUNT, 100_000)
_WARM_UP = 1_000
_NOISE = 0.75  # its length; that of a vector is 1
_NETWORK = "efficientnet-lite0"  # whose vectors they are
HEAD = ("photos", "edges", "link, s", "albums", "in them", "find, s", "write, s", "again, s", "MiB")


@dataclass(frozen=True)
class Run:
    """One run, as `bench/album_run.py` prints it: seconds and bytes."""

    albums: int
    members: int
    find: float
    write: float
    memory: int


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    sizes = [int(size) for size in options.parse_args().sizes.split(",")]
    plain_lines(True)
    say(describe_machine())
    vectors = real_vectors(home())
    rows = []
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as database:
        _measure(database, vectors, _WARM_UP)
        for size in sizes:
            rows.append(_measure(database, vectors, size))
            say(" ".join(rows[-1]))
    print(f"{describe_machine()}\n\n{table(rows, HEAD)}")


def _measure(database: Database, vectors: Floats, size: int) -> tuple[str, ...]:
    load_photos(database, _photos(vectors, size), trips(size))
    # Albums are measured here: that link would search wider for the last few edges changes nothing.
    options = LinkOptions(cutoff=MEASURED[_NETWORK], target_recall=0.9, full=True)
    linked = link_photos(database, home(), options)
    first, again = _albums(), _albums()
    return (
        f"{size:,}",
        f"{linked.edges:,}",
        f"{linked.millis / 1000:.1f}",
        f"{first.albums:,}",
        f"{first.members:,}",
        f"{first.find:.1f}",
        f"{first.write:.1f}",
        f"{again.find + again.write:.1f}",
        f"{max(first.memory, again.memory) / 2**20:.0f}",
    )


def _photos(vectors: Floats, size: int) -> Floats:
    """A random subset of the vectors in their order, or all of them plus copies with noise."""
    chance = np.random.default_rng(0)
    if size <= len(vectors):
        return vectors[np.sort(chance.permutation(len(vectors))[:size])]
    more = np.tile(vectors, (-(-size // len(vectors)), 1))[:size]
    noise = chance.standard_normal(more.shape, np.float32)
    noise[: len(vectors)] = 0
    more += _NOISE / np.sqrt(np.float32(more.shape[1])) * noise
    unit: Floats = more / np.linalg.norm(more, axis=1, keepdims=True)
    return unit


def _albums() -> Run:
    command = [sys.executable, "-m", "bench.album_run"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return Run(**json.loads(ran.stdout))


if __name__ == "__main__":
    main()
