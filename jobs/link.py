"""The link job: GDS kNN builds the top-k edges between photos in the database; it is audited."""

from __future__ import annotations

import math
import os
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from jobs.audit import DEFAULT_SAMPLE, Judged, audit_edges
from jobs.graph_vectors import read_graph_vectors
from jobs.knn import Kept, Search, check_memory, explain_nearest, merge_nearest
from jobs.projection import choose_network, projection
from jobs.recall import Recall
from photograph.console import say
from photograph.errors import PhotographError
from photograph.settings import Home
from server.connection import Database, read, write, write_in_batches
from server.versions import check_versions

KNN, NODE_SIMILARITY = "knn", "node-similarity"
DEFAULT_TOP_K = 10
DEFAULT_CUTOFF = 0.6
DEFAULT_TARGET = 0.98
_BATCH = 10_000
# With one thread and a seed gds.knn gives the same edges each time; above this size speed counts.
_REPEATABLE_PHOTOS = 10_000
_SEED = 42
# How the search is widened until the audit passes: times topK, and the share of candidates tried.
# 29,144 photos × 256: 10 gave .981 in 6 s, 15 at .7 gave .996 in 7 s, 20 gave .999 in 13 s.
_WIDER = ((1.2, 1.0), (1.5, 1.0), (2.0, 1.0), (3.0, 1.0))


@dataclass(frozen=True)
class LinkOptions:
    """What to link, and how good it must be."""

    network: str | None = None
    top_k: int = DEFAULT_TOP_K
    cutoff: float = DEFAULT_CUTOFF
    target_recall: float = DEFAULT_TARGET
    sample: int = DEFAULT_SAMPLE
    method: str = KNN


@dataclass(frozen=True)
class Found:
    """What a method linked, and the audit of it where it is approximate."""

    run_id: str
    photos: int
    edges: int
    recall: Recall | None


@dataclass(frozen=True)
class Linked:
    """What a link run did."""

    network: str
    found: Found
    removed: int
    options: LinkOptions
    millis: int


def link_photos(database: Database, home: Home, options: LinkOptions) -> Linked:
    """Links the photos of one network: one edge a pair, the stale ones of earlier runs removed.

    New edges are merged first and stale ones removed after, so that a reader in the middle never
    finds a photo without neighbours; a run that was interrupted is repaired by the next.

    Raises
    ------
    PhotographError: no photo has an embedding, several networks and none is named, or the server
        has too little memory.
    """
    started, clock = datetime.now(UTC), monotonic()
    check_versions(database)
    network = choose_network(read(database, "link/count_photos"), options.network)
    by_method = {KNN: _by_embeddings, NODE_SIMILARITY: _by_labels}
    found = by_method[options.method](database, home, network, options)
    rows, _ = write_in_batches(
        database,
        "link/delete_stale_edges",
        network=network,
        method=options.method,
        runId=found.run_id,
        batch=_BATCH,
    )
    millis = int((monotonic() - clock) * 1000)
    linked = Linked(network, found, int(rows[0]["removed"]), options, millis)
    write(database, "link/record_run", runId=found.run_id, properties=_record(linked, started))
    return linked


def _by_embeddings(database: Database, home: Home, network: str, options: LinkOptions) -> Found:
    with projection(database, network) as (graph, photos):
        search = _search(graph, network, options, photos)
        check_memory(database, search, photos)
        return _link_until_good(database, home, search, photos, options)


def _by_labels(database: Database, _: Home, network: str, options: LinkOptions) -> Found:
    """Compares the scores of labels; GDS tries every pair with a label in common: no audit."""
    run_id = str(uuid.uuid4())
    with projection(database, network, "link/project_labels") as (graph, nodes):
        if not nodes:
            raise PhotographError(
                f"No photo of {network} shows a label.", "Use a network with a classifier."
            )
        rows, _summary = write_in_batches(
            database,
            "link/merge_by_labels",
            graph=graph,
            topK=options.top_k,
            cutoff=options.cutoff,
            concurrency=min(4, os.cpu_count() or 1),
            method=options.method,
            network=network,
            runId=run_id,
            batch=_BATCH,
        )
    photos = read(database, "link/count_labelled", network=network)[0]["photos"]
    return Found(run_id, int(photos), int(rows[0]["edges"]), None)


def _search(graph: str, network: str, options: LinkOptions, photos: int) -> Search:
    threads = 1 if photos <= _REPEATABLE_PHOTOS else min(4, os.cpu_count() or 1)
    return Search(graph, network, options.method, options.top_k, options.cutoff, threads, _SEED)


def explain_link(database: Database, options: LinkOptions) -> tuple[int, list[Kept]]:
    """What other cutoffs would keep: the number of photos, and edges by cutoff; writes nothing."""
    check_versions(database)
    network = choose_network(read(database, "link/count_photos"), options.network)
    with projection(database, network) as (graph, photos):
        search = _search(graph, network, options, photos)
        return photos, explain_nearest(database, search, photos)


def _link_until_good(
    database: Database, home: Home, search: Search, photos: int, options: LinkOptions
) -> Found:
    """Widens the search until the audit passes; each try is a run, the last one stays."""
    exact = read_graph_vectors(database, search.network, home)
    for factor, rate in _WIDER:
        width = math.ceil(options.top_k * factor)
        wider = replace(search, run_id=str(uuid.uuid4()), width=width, sample_rate=rate)
        edges = merge_nearest(database, wider, photos)
        judged = Judged(wider.run_id, options.top_k, options.cutoff, options.sample)
        recall = audit_edges(database, exact, judged)
        if recall.recall >= options.target_recall or width >= photos:
            break
        say(f"recall {recall.recall:.3f} is below {options.target_recall}: searching wider")
    return Found(wider.run_id, photos, edges, recall)


def require_target(linked: Linked, target: float) -> None:
    """Fails a run whose audit did not reach its target.

    Raises
    ------
    PhotographError: the recall is below the target; the edges found are kept.
    """
    recall = linked.found.recall
    if recall and recall.recall < target:
        raise PhotographError(
            f"The audit found a recall of {recall.recall:.3f}, not {target}.",
            "The edges are kept; ask for more with --top-k, or less with --target-recall.",
        )


def _record(linked: Linked, started: datetime) -> dict[str, Any]:
    recall, options = linked.found.recall, linked.options
    audited = (
        {
            "recall": recall.recall,
            "recallLow": recall.low,
            "recallHigh": recall.high,
            "recallSample": recall.photos,
        }
        if recall
        else {}
    )
    return {
        "method": options.method,
        "network": linked.network,
        "topK": options.top_k,
        "cutoff": options.cutoff,
        "photos": linked.found.photos,
        "edges": linked.found.edges,
        "startedAt": started,
        "millis": linked.millis,
        **audited,
    }
