"""A second link, after a few photos more: of these alone, against linking all again."""

from __future__ import annotations

from dataclasses import dataclass

from bench.link_graph import TARGET, add_photos, load_photos, measured
from jobs.catalogue import LINK_ALL, LINK_NEW
from jobs.exact_neighbours import Floats
from jobs.job import Job
from jobs.link import link_photos
from jobs.link_options import LinkOptions
from load.vector_index import make_vector_index
from photograph.settings import home
from server.connection import Database

NEW = 100
_MOST_NEW = 0.1  # of all, above which `link` takes all again


@dataclass(frozen=True)
class Again:
    """Seconds and audited recall@10 of `link` after so many new photos, and of `link --full`."""

    photos: int
    new: int
    seconds: float
    recall: float
    full_seconds: float
    full_recall: float


def measure_again(database: Database, vectors: Floats) -> Again:
    """Links all but the last photos, loads these, links, then links all."""
    photos, dims = vectors.shape
    new = min(NEW, int(_MOST_NEW * photos))
    load_photos(database, vectors[:-new])
    make_vector_index(database, TARGET.names, dims, photos)  # as `load` does at its end
    _link(database, LINK_ALL, full=True)
    add_photos(database, vectors)
    seconds, recall = _link(database, LINK_NEW, full=False)
    return Again(photos, new, seconds, recall, *_link(database, LINK_ALL, full=True))


def _link(database: Database, expected: Job, full: bool) -> tuple[float, float]:
    with measured() as took:
        linked = link_photos(database, home(), LinkOptions(full=full))
    assert linked.job == expected.name, f"{linked.job} ran, not {expected.name}"
    assert linked.recall is not None
    return took.seconds, linked.recall.recall
