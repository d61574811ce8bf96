"""``make bench-link``: `link` against other ways to the ten nearest of every photo.

All on the same real vectors in one run. All pairs are compared in Cypher for small sizes only;
their time at the others is extrapolated, since it grows with the square, and marked so.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from bench.link_again import Again, measure_again
from bench.link_bars import Measured, bars, extrapolate
from bench.link_graph import server
from bench.link_latency import Latency, latencies
from bench.link_plot import plot
from bench.link_tables import (
    COUNTED,
    again_markdown,
    bars_table,
    full_table,
    latency_markdown,
    markdown,
)
from bench.link_ways import LinkMeasured, by_all_pairs, by_link, by_vector_index
from bench.machine import describe_machine
from bench.neighbour_libraries import WAYS, run_library
from bench.real_vectors import COUNT, real_vectors
from photograph.array_types import Floats
from photograph.console import plain_lines, say
from photograph.settings import home

SIZES = (1_000, 3_000, 10_000, COUNT)
ALL_PAIRS_SIZES = (500, 1_000)
_WARM_UP = 500
PLOT = Path(__file__).parents[1] / "docs" / "bench-link.png"


def main() -> None:
    """Prints the tables and the bars, and draws the plot."""
    sizes, to = _arguments()
    plain_lines(True)
    machine = describe_machine()
    say(machine)
    subsets = _subsets({*sizes, *ALL_PAIRS_SIZES, _WARM_UP})
    wanted = {size: subsets[size] for size in sizes}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        links, waits = _links(folder / "link", wanted, subsets[_WARM_UP])
        again = _again(folder / "again", wanted, subsets[_WARM_UP])
        indexes = _indexes(folder / "index", wanted, subsets[_WARM_UP])
        pairs = _all_pairs(folder / "pairs", subsets, sizes)
        libraries = _libraries(folder, wanted)
    results = [link.found for link in links] + pairs + indexes + libraries
    print(f"{machine}\n\n{COUNTED}\n\n{full_table(results)}\n")
    judged = bars(results, links[-1].audited, again[-1].times_less)
    print(f"{bars_table(judged)}\n")
    print(f"{markdown(results)}\n\n{latency_markdown(waits)}\n\n{again_markdown(again)}")
    plot(results, to, machine)


def _arguments() -> tuple[list[int], Path]:
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default=",".join(map(str, SIZES)), help="two or more")
    options.add_argument("--plot", type=Path, default=PLOT, help="where the plot goes")
    asked = options.parse_args()
    sizes = sorted(int(size) for size in asked.sizes.split(","))
    if len(sizes) < 2:
        options.error("growth needs two sizes or more")
    return sizes, asked.plot


def _subsets(sizes: set[int]) -> dict[int, Floats]:
    """Random photos, the same ones in every run; a larger set holds the smaller ones."""
    # In a process of its own: TensorFlow's memory would count as that of the client.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
        vectors = other.submit(real_vectors, home()).result()
    order = np.random.default_rng(0).permutation(len(vectors))
    return {size: vectors[np.sort(order[:size])] for size in sizes}


def _links(
    folder: Path, subsets: dict[int, Floats], warm_up: Floats
) -> tuple[list[LinkMeasured], list[Latency]]:
    links, waits = [], []
    with server(folder) as database:
        by_link(database, warm_up)
        for size, vectors in subsets.items():
            links.append(by_link(database, vectors))
            say(f"link of {size}: {links[-1].found.seconds:.1f} s")
            waits += latencies(database, size)
    return links, waits


def _again(folder: Path, subsets: dict[int, Floats], warm_up: Floats) -> list[Again]:
    with server(folder) as database:
        measure_again(database, warm_up)
        return [measure_again(database, vectors) for vectors in subsets.values()]


def _indexes(folder: Path, subsets: dict[int, Floats], warm_up: Floats) -> list[Measured]:
    with server(folder) as database:
        by_vector_index(database, warm_up)
        return [by_vector_index(database, vectors) for vectors in subsets.values()]


def _all_pairs(folder: Path, subsets: dict[int, Floats], sizes: list[int]) -> list[Measured]:
    """The small sizes measured, the larger ones extrapolated from the largest of them."""
    with server(folder) as database:
        by_all_pairs(database, subsets[_WARM_UP])
        found = [by_all_pairs(database, subsets[size]) for size in ALL_PAIRS_SIZES]
    last = found[-1]
    return found + [extrapolate(last, size) for size in sizes if size not in ALL_PAIRS_SIZES]


def _libraries(folder: Path, subsets: dict[int, Floats]) -> list[Measured]:
    found = []
    for way in WAYS:
        for size, vectors in subsets.items():
            found.append(run_library(way, vectors, folder))
            say(f"{way} of {size}: {found[-1].seconds:.1f} s")
    return found


if __name__ == "__main__":
    main()
