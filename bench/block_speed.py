"""``make bench-blocks``: `link` in blocks, with memory for a quarter of the largest collection.

The vectors are real ones and others between them, see `bench/real_like_vectors.py`. The memory is
the same at every size, so that the smallest is linked at once and the largest in many blocks.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.link_bars import MOST_GROWTH, Bar, growth_exponent
from bench.link_bars import Measured as Growing
from bench.link_graph import TARGET, load_photos, measured, server
from bench.link_tables import bars_table
from bench.machine import describe_machine
from bench.real_like_vectors import real_like
from bench.real_vectors import real_vectors
from photograph.array_types import Floats
from photograph.console import plain_lines, say, table
from photograph.graph.database import Database, read
from photograph.jobs.link.heap import needed_bytes, search_of
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.settings import home

_SIZES = (50_000, 100_000, 200_000)
LEAST_RECALL = 0.97


@dataclass(frozen=True)
class InBlocks:
    """Seconds and audited recall@10 of one link with little memory; `memory` in bytes."""

    photos: int
    memory: int
    job: str
    seconds: float
    recall: float
    client: int


def main() -> None:
    """Prints the table, and whether recall and growth reach their targets."""
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default=",".join(map(str, _SIZES)), help="two or more")
    sizes = sorted(int(size) for size in options.parse_args().sizes.split(","))
    plain_lines(True)
    vectors = real_like(real_vectors(home()), sizes[-1])
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as database:
        found = [_measure(database, vectors[:size], sizes[-1] // 4) for size in sizes]
    print(f"{describe_machine()}\n\n{_table(found)}\n\n{_bars(found)}")


def _measure(database: Database, vectors: Floats, at_once: int) -> InBlocks:
    load_photos(database, vectors)
    held = read(database, "link/count_photos")
    whole = search_of(database, TARGET.network, held, LinkOptions())
    memory = needed_bytes(database, whole) * at_once // len(vectors)
    with measured() as took:
        linked = link_photos(database, home(), LinkOptions(full=True, memory=memory))
    assert linked.recall is not None
    say(f"{len(vectors)} photos: {took.seconds:.0f} s, recall {linked.recall.recall:.4f}")
    recall = linked.recall.recall
    return InBlocks(len(vectors), memory, linked.job, took.seconds, recall, took.memory)


def _table(found: list[InBlocks]) -> str:
    rows = [
        (
            f"{one.photos:,}",
            f"{one.memory / 2**20:,.0f}",
            one.job,
            f"{one.seconds:,.1f}",
            f"{one.recall:.4f}",
            f"{one.client / 2**20:,.0f}",
        )
        for one in found
    ]
    return table(rows, ("photos", "MiB to search", "job", "seconds", "recall@10", "MiB in all"))


def _bars(found: list[InBlocks]) -> str:
    least = min(one.recall for one in found)
    before, last = (Growing("link", one.photos, one.seconds, one.recall, 0) for one in found[-2:])
    growth = growth_exponent(before, last)
    return bars_table(
        [
            Bar(f"recall ≥ {LEAST_RECALL}", f"{least:.4f}", least >= LEAST_RECALL),
            Bar(f"growth exponent < {MOST_GROWTH}", f"{growth:.2f}", growth < MOST_GROWTH),
        ]
    )


if __name__ == "__main__":
    main()
