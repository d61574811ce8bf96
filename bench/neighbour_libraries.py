"""Nearest neighbours outside the database, each library in a process of its own.

``python -m bench.neighbour_libraries WAY VECTORS.npy NEIGHBOURS.npy`` writes the 10 nearest rows of
each row and prints its seconds and its peak memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.link_bars import HNSW, Measured
from bench.peak_memory import peak_memory
from photograph.array_types import Floats
from photograph.exact_neighbours import cosines_of, nearest
from photograph.jobs.link.recall import draw_sample, find_true_neighbours, measure_recall

K = 10
JUDGED = 2_000
HNSW_M, HNSW_CONSTRUCTION, HNSW_EF = 16, 100, 30
DESCENT_NEIGHBOURS = 20

Rows = npt.NDArray[np.int32]


def by_numpy(vectors: Floats) -> Rows:
    """Every photo compared with every other: blocks of a matrix product, then the ten best."""
    every = cosines_of(vectors, range(len(vectors)))
    return np.stack([nearest(cosines, K, -1.0) for _, cosines in every]).astype(np.int32)


def by_hnswlib(vectors: Floats) -> Rows:
    """An HNSW graph on all cores (Malkov and Yashunin, 2018), then every photo is asked for."""
    import hnswlib

    index = hnswlib.Index(space="ip", dim=vectors.shape[1])
    index.init_index(len(vectors), ef_construction=HNSW_CONSTRUCTION, M=HNSW_M, random_seed=0)
    index.add_items(vectors)
    index.set_ef(HNSW_EF)
    found, _ = index.knn_query(vectors, k=K + 1)
    return _without_itself(found)


def by_pynndescent(vectors: Floats) -> Rows:
    """NN-descent, as in gds.knn (Dong, Charikar and Li, 2011): its graph is the answer."""
    from pynndescent import NNDescent

    index = NNDescent(
        vectors, metric="cosine", n_neighbors=DESCENT_NEIGHBOURS, random_state=0, n_jobs=-1
    )
    return _without_itself(index.neighbor_graph[0])


WAYS: dict[str, tuple[Callable[[Floats], Rows], str]] = {
    "exact, numpy": (by_numpy, "blocks of a matrix product"),
    HNSW: (by_hnswlib, f"M {HNSW_M}, ef_construction {HNSW_CONSTRUCTION}, ef {HNSW_EF}"),
    "pynndescent": (by_pynndescent, f"n_neighbors {DESCENT_NEIGHBOURS}, compiled before"),
}


def _without_itself(found: npt.NDArray[np.integer]) -> Rows:
    """The first ten of each row that are not the row itself; a copy may stand before it."""
    other = found != np.arange(len(found))[:, None]
    order = np.argsort(~other, axis=1, kind="stable")[:, :K]
    return np.take_along_axis(found, order, axis=1).astype(np.int32)


def run_library(way: str, vectors: Floats, folder: Path) -> Measured:
    """One way over all the photos, in a new process, judged as every other way is."""
    given, made = folder / "vectors.npy", folder / "neighbours.npy"
    np.save(given, vectors)
    command = [sys.executable, "-m", "bench.neighbour_libraries", way, str(given), str(made)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    rows = np.load(made)
    recall = judge(vectors, lambda index: rows[index].tolist())
    return Measured(way, len(vectors), told["seconds"], recall, told["memory"], WAYS[way][1])


def judge(vectors: Floats, linked: Callable[[int], list[int]], cutoff: float = -1.0) -> float:
    """Recall@10 of 2,000 random photos, or all where there are fewer, against exact cosines."""
    sample = draw_sample(len(vectors), JUDGED, seed=1)
    neighbours = {index: linked(index) for index in sample}
    true = find_true_neighbours(vectors, sample, K, cutoff)
    return measure_recall(vectors, neighbours, true).recall


def main() -> None:
    """One way in this process."""
    way, given, made = sys.argv[1:]
    vectors: Floats = np.load(given)
    work = WAYS[way][0]
    work(vectors)  # pynndescent compiles what so many rows need: the second round counts
    started = time.perf_counter()
    rows = work(vectors)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "memory": peak_memory()}))
    np.save(made, rows)


if __name__ == "__main__":
    main()
