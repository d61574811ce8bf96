"""The edges in the graph and those that numpy finds, as sets keyed by paths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from photograph.graph.database import Database
from tests.conftest import run
from tests.embeddings import Vectors

Edges = dict[frozenset[str], float]


def edges_in(database: Database) -> Edges:
    """The cosine of each linked pair, by the two paths; fails where a pair is linked twice."""
    rows = run(
        database,
        """MATCH (a:Photo)-[edge:IS_SIMILAR_TO]->(b:Photo)
        RETURN a.path AS a, b.path AS b, edge.cosineSimilarity AS cosine""",
    )
    found = {frozenset([row["a"], row["b"]]): float(row["cosine"]) for row in rows}
    assert len(found) == len(rows)
    return found


def numpy_edges(
    vectors: Vectors,
    top_k: int,
    cutoff: float,
    names: Sequence[str] | None = None,
    fits: npt.NDArray[np.bool_] | None = None,
) -> Edges:
    """The pairs where one is among the other's `top_k` nearest that fit, by brute force."""
    named = names or [f"p{index:03}.jpg" for index in range(len(vectors))]
    cosines = vectors.astype(np.float64) @ vectors.astype(np.float64).T
    np.fill_diagonal(cosines, -np.inf)
    if fits is not None:
        cosines[~fits] = -np.inf
    found: Edges = {}
    for index, row in enumerate(cosines):
        for other in np.argsort(-row)[:top_k]:
            if row[other] >= cutoff:
                found[frozenset([named[index], named[other]])] = float(row[other])
    return found
