"""Compares linking a few new photos with linking all photos again."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from bench.link_graph import TARGET, add_photos, load_photos, measured
from photograph.array_types import Floats
from photograph.graph.database import Database
from photograph.jobs.catalogue import LINK_ALL, LINK_NEW
from photograph.jobs.job import Job
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.vector_index import make_vector_index
from photograph.settings import home

NEW = 100
_MOST_NEW = 0.03  # of all: `link` takes all again where more than a tenth is new
_ROUNDS = 5


@dataclass(frozen=True)
class Again:
    """Seconds and audited recall@10 of `link` after this many new photos, and of `link --full`.

    Medians over rounds that each add as many photos; the lowest recall of all rounds.
    """

    photos: int
    new: int
    seconds: float
    recall: float
    full_seconds: float
    full_recall: float

    @property
    def times_less(self) -> float:
        return self.full_seconds / self.seconds


def measure_again(database: Database, vectors: Floats) -> Again:
    """Links all but the last photos; then repeatedly loads and links some of these."""
    photos, dims = vectors.shape
    new = min(NEW, int(_MOST_NEW * photos))
    first = photos - _ROUNDS * new
    load_photos(database, vectors[:first])
    make_vector_index(database, TARGET.names, dims, photos)  # as `load` does at its end
    full = [_link(database, LINK_ALL, full=True)]
    rounds = []
    for end in range(first + new, photos + 1, new):
        add_photos(database, vectors[:end])
        rounds.append(_link(database, LINK_NEW, full=False))
    full += [_link(database, LINK_ALL, full=True) for _ in range(2)]
    return Again(photos, new, *_median(rounds), *_median(full))


def _median(links: list[tuple[float, float]]) -> tuple[float, float]:
    seconds, recalls = zip(*links, strict=True)
    return median(seconds), min(recalls)


def _link(database: Database, expected: Job, full: bool) -> tuple[float, float]:
    with measured() as took:
        linked = link_photos(database, home(), LinkOptions(full=full))
    assert linked.job == expected.name, f"{linked.job} ran, not {expected.name}"
    assert linked.recall is not None
    return took.seconds, linked.recall.recall
