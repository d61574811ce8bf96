"""Measures the latency of `similar`: one query after the other on one open driver."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.neighbour_libraries import K
from bench.synthetic_photos import ROOT, path_of
from photograph.graph.database import Database, read
from photograph.jobs.link.recall import draw_sample
from photograph.jobs.through_graph import near_photos

ASKED, _WARM_UP = 500, 100


@dataclass(frozen=True)
class Latency:
    """The median and the 99th percentile of the latency in milliseconds."""

    question: str
    photos: int
    p50: float
    p99: float


def _by_edges(database: Database, path: str) -> None:
    read(database, "ask/similar_photos", root=ROOT, path=path, network=None, k=K)


def _through_graph(database: Database, path: str) -> None:
    near_photos(database, (ROOT, path), K)


QUESTIONS: dict[str, Callable[[Database, str], None]] = {
    "similar": _by_edges,
    "similar --through-graph": _through_graph,
}


def latencies(database: Database, photos: int) -> list[Latency]:
    """The latencies of each query for 500 random photos of a linked graph, over Bolt."""
    return [_latency(database, photos, question) for question in QUESTIONS]


def _latency(database: Database, photos: int, question: str) -> Latency:
    ask = QUESTIONS[question]
    sample = draw_sample(photos, ASKED, seed=2)
    for index in sample[:_WARM_UP]:
        ask(database, path_of(index))
    millis = []
    for index in np.random.default_rng(0).permutation(sample):
        started = time.perf_counter()
        ask(database, path_of(int(index)))
        millis.append(1000 * (time.perf_counter() - started))
    p50, p99 = (float(value) for value in np.percentile(millis, [50, 99]))
    return Latency(question, photos, p50, p99)
