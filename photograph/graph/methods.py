"""The methods by which edges are found, as an edge's `method` names them."""

from __future__ import annotations

KNN, NODE_SIMILARITY = "knn", "node-similarity"
