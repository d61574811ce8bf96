"""Counts the edges that other cutoffs would keep."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.graph.network_choice import choose_network
from photograph.graph.versions import check_versions
from photograph.jobs.catalogue import EXPLAIN
from photograph.jobs.link.heap import most_photos, search_of
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.plans import plan_all
from photograph.jobs.runner import run_job
from photograph.settings import Home


@dataclass(frozen=True)
class KeptByCutoff:
    """The edges that a cutoff would keep, and the photos with at least one of them."""

    cutoff: float
    edges: int
    linked: int


def explain_link(
    database: Database, home: Home, options: LinkOptions
) -> tuple[int, list[KeptByCutoff]]:
    """The number of photos, and the edges that each cutoff from 0 to .95 would keep."""
    check_versions(database)
    held = read(database, "link/count_photos")
    network = choose_network(held, options.network)
    options = options.settled(network, home)
    held = [row for row in held if row["network"] == network]
    photos = sum(int(row["photos"]) for row in held)
    if photos < 2:
        return photos, []
    if most_photos(database, search_of(database, network, held, options)) < photos:
        raise PhotographError(
            f"{photos} photos do not fit the server's memory at once, as --explain needs.",
            "Give it more: photograph server stop, then PHOTOGRAPH_HEAP=8g photograph link",
        )
    values = {
        **plan_all(network, photos, options).values,
        "width": options.top_k,
        "cutoffs": [step / 20 for step in range(20)],
    }
    rows = run_job(database, EXPLAIN, values).rows
    return photos, [KeptByCutoff(row["cutoff"], row["edges"], row["linked"]) for row in rows]
