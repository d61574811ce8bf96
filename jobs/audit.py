"""The audit of a link run: its edges in the graph against the true nearest photos."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.graph_vectors import GraphVectors
from jobs.recall import Recall, draw_sample, measure_recall
from server.connection import Database, read

DEFAULT_SAMPLE = 500


@dataclass(frozen=True)
class Judged:
    """Which edges are judged, and by what."""

    run_id: str
    top_k: int
    cutoff: float
    sample: int = DEFAULT_SAMPLE
    seed: int = 0


def audit_edges(database: Database, photos: GraphVectors, judged: Judged) -> Recall:
    """Recall@k of the edges of one run as the graph holds them now, on a random sample."""
    sample = draw_sample(len(photos.keys), judged.sample, judged.seed)
    position = {key: index for index, key in enumerate(photos.keys)}
    rows = read(
        database,
        "link/list_linked",
        keys=[list(photos.keys[index]) for index in sample],
        runId=judged.run_id,
    )
    linked = {
        sample[row["position"]]: [
            position[root, path] for root, path in row["others"] if (root, path) in position
        ]
        for row in rows
    }
    return measure_recall(photos.vectors, linked, sample, judged.top_k, judged.cutoff)
