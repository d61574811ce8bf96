"""The link job: GDS kNN builds the top-k edges between photos inside the database."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from photograph.errors import PhotographError
from server.connection import Database, read, write, write_in_batches

METHOD = "knn"
DEFAULT_TOP_K = 10
DEFAULT_CUTOFF = 0.6
_BATCH = 10_000
# With one thread and a seed gds.knn gives the same edges each time; above this size speed counts.
_REPEATABLE_PHOTOS = 10_000
_SEED = 42


@dataclass(frozen=True)
class Linked:
    """What a link run did."""

    run_id: str
    network: str
    photos: int
    edges: int
    removed: int
    top_k: int
    cutoff: float
    millis: int


def link_photos(database: Database, network: str | None, top_k: int, cutoff: float) -> Linked:
    """Links the photos of one network: one edge a pair, the stale ones of earlier runs removed.

    Raises
    ------
    PhotographError: no photo has an embedding, or there are several networks and none is named.
    """
    started, clock = datetime.now(UTC), monotonic()
    network = choose_network(read(database, "link/count_photos"), network)
    run_id = str(uuid.uuid4())
    with projection(database, network, run_id) as (graph, photos):
        edges = _merge_edges(database, graph, photos, run_id, top_k, cutoff)
    rows, _ = write_in_batches(
        database,
        "link/delete_stale_edges",
        network=network,
        method=METHOD,
        runId=run_id,
        batch=_BATCH,
    )
    millis = int((monotonic() - clock) * 1000)
    linked = Linked(run_id, network, photos, edges, int(rows[0]["removed"]), top_k, cutoff, millis)
    write(database, "link/record_run", runId=run_id, properties=_record(linked, started))
    return linked


def choose_network(found: list[dict[str, Any]], wanted: str | None) -> str:
    """The network whose photos are linked: the wanted one, or the only one there is."""
    names = [str(row["network"]) for row in found]
    if not names:
        raise PhotographError(
            "The graph holds no photo with an embedding.", "Load some: photograph load"
        )
    if wanted is None and len(names) > 1:
        raise PhotographError(
            f"The graph holds photos of {len(names)} networks: {', '.join(names)}.",
            f"Choose one: photograph link --network {names[0]}",
        )
    if wanted is not None and wanted not in names:
        raise PhotographError(
            f"No photo has an embedding of {wanted}.", f"The graph has: {', '.join(names)}"
        )
    return wanted or names[0]


@contextmanager
def projection(database: Database, network: str, run_id: str) -> Iterator[tuple[str, int]]:
    """A GDS graph of the photos of one network, dropped at the end even where the job fails."""
    graph = f"photograph-{run_id}"
    try:
        rows = write(database, "link/project_photos", graph=graph, network=network)
        yield graph, int(rows[0]["photos"])
    finally:
        write(database, "link/drop_projection", graph=graph)


def _merge_edges(
    database: Database, graph: str, photos: int, run_id: str, top_k: int, cutoff: float
) -> int:
    if photos < 2:
        return 0  # gds.knn needs a pair
    threads = 1 if photos <= _REPEATABLE_PHOTOS else min(4, os.cpu_count() or 1)
    rows, _ = write_in_batches(
        database,
        "link/merge_nearest",
        graph=graph,
        topK=top_k,
        cutoff=cutoff,
        concurrency=threads,
        randomSeed=_SEED if threads == 1 else None,
        method=METHOD,
        runId=run_id,
        batch=_BATCH,
    )
    return int(rows[0]["edges"])


def _record(linked: Linked, started: datetime) -> dict[str, Any]:
    return {
        "method": METHOD,
        "network": linked.network,
        "topK": linked.top_k,
        "cutoff": linked.cutoff,
        "photos": linked.photos,
        "edges": linked.edges,
        "startedAt": started,
        "millis": linked.millis,
    }
