"""Audits a link run: compares its edges in the graph with the true nearest photos."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.graph.database import Database, read
from photograph.jobs.graph_vectors import GraphVectors
from photograph.jobs.link.recall import (
    Fits,
    Recall,
    TrueNeighbours,
    draw_sample,
    find_true_neighbours,
    measure_recall,
)

DEFAULT_SAMPLE = 500


@dataclass(frozen=True)
class AuditTruth:
    """The photos of a network, and the true neighbours of a random sample of them."""

    photos: GraphVectors
    neighbours: TrueNeighbours


@dataclass(frozen=True)
class JudgedEdges:
    """The edges to audit.

    Parameters
    ----------
    run: the `runId` of the edges; None for edges of every run of the method.
    """

    method: str
    network: str
    run: str | None


def find_truth(
    photos: GraphVectors,
    top_k: int,
    cutoff: float,
    sample: int = DEFAULT_SAMPLE,
    fits: Fits | None = None,
    seed: int = 0,
) -> AuditTruth:
    """Finds what a sample of photos should be linked to, by comparing with all photos."""
    drawn = draw_sample(len(photos.keys), sample, seed)
    return AuditTruth(photos, find_true_neighbours(photos.vectors, drawn, top_k, cutoff, fits))


def audit_edges(database: Database, truth: AuditTruth, judged: JudgedEdges) -> Recall:
    """The recall@k of edges as they are in the graph now."""
    keys, sample = truth.photos.keys, truth.neighbours.sample
    position = {f"{root}/{path}": index for index, (root, path) in enumerate(keys)}
    rows = read(
        database,
        "link/list_linked",
        keys=[list(keys[index]) for index in sample],
        method=judged.method,
        network=judged.network,
        run=judged.run,
    )
    linked = {
        sample[row["position"]]: [position[other] for other in row["others"] if other in position]
        for row in rows
    }
    return measure_recall(truth.photos.vectors, linked, truth.neighbours)
