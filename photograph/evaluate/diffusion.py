"""Ranks photos through the graph, so that neighbours of neighbours count as well.

Zhou, Weston, Gretton, Bousquet and Schölkopf (2003), "Ranking on Data Manifolds": scores spread
over the edges, symmetrically normalised. The same, read as personalised PageRank: its scores,
each divided by the square root of the photo's weighted degree.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from photograph.array_types import Floats, Floats64
from photograph.evaluate.edge_quality import knn_pairs

DAMPING = 0.85
_EXPONENT = 3  # of the cosine: raises the near neighbours above the middling ones

Matrix = Floats64


def similarity_weights(vectors: Floats, top_k: int) -> Matrix:
    """Edge weights, cosine³, of the undirected kNN graph: symmetric, float64 [photos, photos].

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    top_k: two photos of a cosine above 0 have an edge if one is in the other's `top_k` nearest.
    """
    pairs = knn_pairs(vectors, top_k)
    weights = np.zeros((len(vectors), len(vectors)))
    weights[pairs.first, pairs.second] = (
        np.maximum(pairs.cosines, 0).astype(np.float64) ** _EXPONENT
    )
    return weights + weights.T


def diffusion_scores(weights: Matrix, source: int, damping: float = DAMPING) -> Matrix:
    """Scores of all photos for a source: float64 [photos], -inf for itself, 0 if unreachable.

    Personalised PageRank that restarts at the source with probability 1 - `damping`, divided by
    the square root of each photo's weighted degree.

    Parameters
    ----------
    weights: symmetric, float64 [photos, photos], as of `similarity_weights`.
    """
    start = np.zeros((len(weights), 1))
    start[source] = 1
    scores: Matrix = _diffuse(weights, start, damping)[:, 0]
    scores[source] = -np.inf
    return scores


def scores_through_graph(vectors: Floats, top_k: int) -> Callable[[int], Floats64]:
    """Yields, for each photo as source, the scores of all photos, float64 [photos].

    Photos that the graph does not reach are ranked last, by their cosine. Solves one dense float64
    [photos, photos] in memory, so it is for some thousands of photos.
    """
    weights = similarity_weights(vectors, top_k)
    every = _diffuse(weights, np.eye(len(weights)), DAMPING)

    def scores(source: int) -> Floats64:
        reached = every[:, source]
        # A cosine less 2 is below 0, and so below every score.
        return np.where(reached > 0, reached, vectors @ vectors[source] - 2.0)

    return scores


def _diffuse(weights: Matrix, starts: Matrix, damping: float) -> Matrix:
    """Scores, float64 [photos, sources], from unit restarts of the same shape.

    With S = D^-½ W D^-½, PageRank p = (1-d) (I - d W D^-1)^-1 e gives
    D^-½ p = (1-d) (I - d S)^-1 D^-½ e.
    """
    degrees = weights.sum(axis=1)
    roots = np.sqrt(np.where(degrees > 0, degrees, 1.0))[:, None]
    spread = weights / roots / roots.T
    solved = np.linalg.solve(np.eye(len(weights)) - damping * spread, starts / roots)
    return np.asarray((1 - damping) * solved, np.float64)
