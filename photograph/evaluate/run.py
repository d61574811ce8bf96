"""Evaluates embeddings on photos of known groups."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from photograph.evaluate.diffusion import scores_through_graph
from photograph.evaluate.edge_quality import EdgeQuality, choose_cutoff, edges_by_cutoff
from photograph.evaluate.known_groups import EvaluatedPhotos
from photograph.evaluate.ranking import Ranking, rank_by, rank_photos


@dataclass(frozen=True)
class Evaluation:
    """Rankings by features, embedding and graph; edges by cutoff, and the cutoff to choose."""

    network: str
    top_k: int
    features_dims: int
    embedding_dims: int
    features: Ranking
    embedding: Ranking
    through_graph: Ranking
    edges: list[EdgeQuality]
    chosen: EdgeQuality | None
    default: float


def evaluate_embedding(
    network: str, found: EvaluatedPhotos, top_k: int, default: float
) -> Evaluation:
    """Ranks by features, by embedding and through the graph of the embedding.

    Parameters
    ----------
    default: the cutoff that `link` uses for this network.

    Raises
    ------
    PhotographError: no group has two photos.
    """
    edges = edges_by_cutoff(found.embedding, found.groups, top_k)
    return Evaluation(
        network,
        top_k,
        found.features.shape[1],
        found.embedding.shape[1],
        rank_photos(found.features, found.groups),
        rank_photos(found.embedding, found.groups),
        rank_by(scores_through_graph(found.embedding, top_k), found.groups),
        edges,
        choose_cutoff(edges),
        default,
    )


def evaluation_facts(evaluation: Evaluation) -> dict[str, Any]:
    """The output of ``--json``."""
    return {
        "network": evaluation.network,
        "top_k": evaluation.top_k,
        "features": asdict(evaluation.features),
        "embedding": asdict(evaluation.embedding),
        "through_graph": asdict(evaluation.through_graph),
        "edges": [asdict(edges) for edges in evaluation.edges],
        "chosen_cutoff": evaluation.chosen.cutoff if evaluation.chosen else None,
        "default_cutoff": evaluation.default,
    }
