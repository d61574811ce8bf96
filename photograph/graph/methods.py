"""The methods by which edges are found, as an edge's `method` names them."""

from __future__ import annotations

from enum import StrEnum


class LinkMethod(StrEnum):
    """How photos are compared: by their embeddings, or by the scores of their labels."""

    KNN = "knn"
    NODE_SIMILARITY = "node-similarity"
