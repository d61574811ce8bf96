"""How well a cutoff parts edges within groups from edges between them, and which one to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CUTOFFS = tuple(step / 100 for step in range(100))
# Of a hundred edges one may be wrong; whatever else a lower cutoff can give is recall.
WANTED_PRECISION = 0.99


@dataclass(frozen=True)
class Edges:
    """Pairs at or above a cutoff, judged by whether both are of one group."""

    cutoff: float
    edges: int
    precision: float
    recall: float


def knn_graph(cosines: npt.NDArray[np.floating], top_k: int) -> npt.NDArray[np.bool_]:
    """Which pairs `link` would join: one is among the other's `top_k` nearest.

    Takes and gives symmetric [photos, photos]; no photo is joined with itself.
    """
    others = cosines.copy()
    np.fill_diagonal(others, -np.inf)
    nearest = np.argsort(-others, axis=1, kind="stable")[:, :top_k]
    chosen = np.zeros(cosines.shape, bool)
    np.put_along_axis(chosen, nearest, True, axis=1)
    np.fill_diagonal(chosen, False)  # where there are no `top_k` others
    return chosen | chosen.T


def edges_by_cutoff(
    vectors: npt.NDArray[np.float32], groups: npt.NDArray[np.str_], top_k: int
) -> list[Edges]:
    """Precision and recall of the top-k edges at each of `CUTOFFS`.

    Recall is over the pairs of one group that top-k edges could hold at all.

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    groups: the group of each, [photos].
    """
    cosines = vectors @ vectors.T
    first, second = np.nonzero(np.triu(knn_graph(cosines, top_k)))
    similar, same = cosines[first, second], groups[first] == groups[second]
    reachable = int(same.sum())
    found = []
    for cutoff in CUTOFFS:
        kept = similar >= cutoff
        edges, right = int(kept.sum()), int((kept & same).sum())
        precision = right / edges if edges else 1.0
        found.append(Edges(cutoff, edges, precision, right / reachable if reachable else 0.0))
    return found


def choose_cutoff(edges: Sequence[Edges]) -> Edges | None:
    """The lowest cutoff that keeps edges of `WANTED_PRECISION`; None where none does."""
    precise = [found for found in edges if found.edges and found.precision >= WANTED_PRECISION]
    return min(precise, key=lambda found: found.cutoff, default=None)
