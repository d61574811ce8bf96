"""The state of a vector index over an embedding property, and the indexes of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.graph.property_names import names_of


@dataclass(frozen=True)
class VectorIndexState:
    """The state of an index: its dims, and how far it is filled."""

    dims: int
    state: str
    percent: float
    failure: str


def vector_indexes_of(held: list[dict[str, Any]], network: str) -> list[str]:
    """The names of the indexes for `db.index.vector.queryNodes` over a network's embeddings.

    Parameters
    ----------
    held: the rows of ``link/count_photos``; a network may be in several properties, and the one
        with the most photos comes first.

    Raises
    ------
    PhotographError: no photo has an embedding of this network.
    """
    indexes = [names_of(row["property"]).index for row in held if row["network"] == network]
    if not indexes:
        raise PhotographError(
            f"No photo has an embedding of {network}.", "Load some: photograph load"
        )
    return indexes


def index_state(database: Database, index: str) -> VectorIndexState | None:
    """The state of an index of photograph; None if there is no index of that name."""
    rows: list[dict[str, Any]] = read(database, "load/vector_index_state", index=index)
    if not rows:
        return None
    return VectorIndexState(**{name: rows[0][name] for name in VectorIndexState.__annotations__})
