"""Chooses the network whose photos a job works on."""

from __future__ import annotations

from typing import Any

from photograph.errors import PhotographError


def choose_network(found: list[dict[str, Any]], wanted: str | None) -> str:
    """The wanted network, or the only one in the graph.

    Raises
    ------
    PhotographError: there is no network, several but none is named, or not the named one.
    """
    # A network may be in two properties: in one photo root's own, and in another's `--as` one.
    names = list(dict.fromkeys(str(row["network"]) for row in found))
    if not names:
        raise PhotographError(
            "The graph holds no photo with an embedding.", "Load some: photograph load"
        )
    if wanted is None and len(names) > 1:
        raise PhotographError(
            f"The graph holds photos of {len(names)} networks: {', '.join(names)}.",
            f"Choose one: --network {names[0]}",
        )
    if wanted is not None and wanted not in names:
        raise PhotographError(
            f"No photo has an embedding of {wanted}.", f"The graph has: {', '.join(names)}"
        )
    return wanted or names[0]
