"""The audit of a link run: its edges in the graph against the true nearest photos."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.graph_vectors import GraphVectors
from jobs.recall import Fits, Recall, draw_sample, measure_recall
from server.connection import Database, read

DEFAULT_SAMPLE = 500


@dataclass(frozen=True)
class Judged:
    """Which edges are judged, and by what.

    Parameters
    ----------
    run: judges the edges of one run; None those of every run of the method.
    fits: which photos could be linked to one at all; None is every one.
    """

    method: str
    network: str
    run: str | None
    top_k: int
    cutoff: float
    sample: int = DEFAULT_SAMPLE
    fits: Fits | None = None
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
    top_k, cutoff = judged.top_k, judged.cutoff
    return measure_recall(photos.vectors, linked, sample, top_k, cutoff, judged.fits)
