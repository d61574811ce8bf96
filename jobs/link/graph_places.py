"""Reads when and where the photos in the graph were taken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photograph.graph.database import Database, read
from photograph.jobs.link.scope import TimesAndPlaces


def read_places(
    database: Database, network: str, keys: Sequence[tuple[str, str]]
) -> TimesAndPlaces:
    """The time and place of each photo, in the order of the keys."""
    rows = read(database, "link/list_places", network=network)
    found = {
        (row["root"], row["path"]): (row["seconds"], row["latitude"], row["longitude"])
        for row in rows
    }
    nothing = (None, None, None)
    # None becomes NaN.
    table = np.array([found.get(key, nothing) for key in keys], np.float64).reshape(-1, 3)
    return TimesAndPlaces(table[:, 0], table[:, 1], table[:, 2])
