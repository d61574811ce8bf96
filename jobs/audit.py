"""The audit of a link run: its edges in the graph against the true nearest photos."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from jobs.graph_places import read_places
from jobs.graph_vectors import GraphVectors
from jobs.recall import Recall, draw_sample, measure_recall
from jobs.scope import Scope, fitting
from server.connection import Database, read

DEFAULT_SAMPLE = 500


@dataclass(frozen=True)
class Judged:
    """Which edges are judged, and by what.

    Parameters
    ----------
    run: judges the edges of one run; None those of every run of the method.
    scope: which pairs could be linked at all; None is all of them.
    """

    method: str
    network: str
    run: str | None
    top_k: int
    cutoff: float
    sample: int = DEFAULT_SAMPLE
    scope: Scope | None = None
    seed: int = 0


def audit_edges(database: Database, photos: GraphVectors, judged: Judged) -> Recall:
    """Recall@k of the edges of one run as the graph holds them now, on a random sample."""
    sample = draw_sample(len(photos.keys), judged.sample, judged.seed)
    position = {f"{root}/{path}": index for index, (root, path) in enumerate(photos.keys)}
    rows = read(
        database,
        "link/list_linked",
        keys=[list(photos.keys[index]) for index in sample],
        method=judged.method,
        network=judged.network,
        run=judged.run,
    )
    linked = {
        sample[row["position"]]: [position[other] for other in row["others"] if other in position]
        for row in rows
    }
    fits = None
    if judged.scope:
        fits = partial(fitting, read_places(database, judged.network, photos.keys), judged.scope)
    return measure_recall(photos.vectors, linked, sample, judged.top_k, judged.cutoff, fits)
