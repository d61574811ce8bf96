"""The next step after a load: a link run, if the graph has photos without one."""

from __future__ import annotations

import shlex

from photograph.graph.database import Database, read

ASK = "photograph similar PHOTO, photograph albums or photograph duplicates"


def after_load(database: Database, network: str) -> str:
    """The next command for the photos of a network."""
    if not read(database, "ask/has_left_to_link", network=network, method="knn")[0]["left"]:
        return ASK
    several = len({row["network"] for row in read(database, "link/count_photos")}) > 1
    return f"photograph link{f' --network {shlex.quote(network)}' if several else ''}"
