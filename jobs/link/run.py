"""The link job: builds and audits the top-k edges between photos in the database."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import Any

from neo4j.time import DateTime

from photograph.console import say
from photograph.errors import PhotographError
from photograph.graph.database import Database, read, write
from photograph.graph.methods import LinkMethod
from photograph.graph.network_choice import choose_network
from photograph.graph.versions import check_versions
from photograph.jobs.graph_vectors import list_keys, read_graph_vectors
from photograph.jobs.link.audit import AuditTruth, JudgedEdges, audit_edges, find_truth
from photograph.jobs.link.block_plans import plan_clusters, plan_scope
from photograph.jobs.link.changed import find_changed
from photograph.jobs.link.graph_places import read_places
from photograph.jobs.link.heap import most_photos, search_of
from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.plans import LinkPlan, plan_all, plan_labels, plan_new
from photograph.jobs.link.record import run_properties, what_was_linked
from photograph.jobs.link.scope import fitting
from photograph.jobs.runner import TryVerdict, Values, run_job
from photograph.settings import Home


def link_photos(database: Database, home: Home, options: LinkOptions) -> LinkReport:
    """Links the photos of one network with one edge per pair; removes stale edges of earlier runs.

    New edges are merged before stale ones are removed, so that a concurrent reader never finds a
    photo without neighbours; the next run repairs an interrupted one. If few photos are new since a
    good run, only these are linked, and the photos whose top k they enter; if the audit of that
    misses the target, all photos are linked.

    Raises
    ------
    PhotographError: no photo has an embedding, there are several networks and none is named, or the
        server has too little memory or lacks a plugin.
    """
    check_versions(database)
    started = read(database, "link/server_time")[0]["now"]
    held = read(database, "link/count_photos")
    network = choose_network(held, options.network)
    options = options.settled(network, home)
    held = [row for row in held if row["network"] == network]
    if options.method == LinkMethod.NODE_SIMILARITY and options.scope:
        raise PhotographError(
            "Time and place are not used with labels.", "Leave out --within and --radius."
        )
    if options.method == LinkMethod.NODE_SIMILARITY:
        return _run(database, home, started, plan_labels(database, network, options), options)
    changed = None
    if not options.full and not options.scope:
        changed = find_changed(database, network, held, options)
    if changed:
        linked = _run(database, home, started, plan_new(network, changed, options), options)
        if linked.recall and linked.recall.recall >= options.target_recall:
            return linked
        say("The new photos alone were not linked well enough: linking all.")
    return _run(database, home, started, _plan(database, home, network, held, options), options)


def _plan(
    database: Database, home: Home, network: str, held: list[dict[str, Any]], options: LinkOptions
) -> LinkPlan:
    """Plans to link all photos, in blocks where a scope or the memory needs it."""
    photos = sum(int(row["photos"]) for row in held)
    most = most_photos(database, search_of(database, network, held, options), options.memory)
    # Read now only where it is cut by; else the audit reads it while the server searches.
    vectors = read_graph_vectors(database, network, home) if most < photos else None
    if options.scope:
        keys = vectors.keys if vectors else list_keys(database, network)
        return plan_scope(database, keys, vectors, network, most, options, options.scope)
    if vectors:
        return plan_clusters(vectors, network, most, options)
    return plan_all(network, photos, options)


def _run(
    database: Database, home: Home, started: DateTime, plan: LinkPlan, options: LinkOptions
) -> LinkReport:
    clock, values = monotonic(), {**plan.values, "startedAt": started}
    if not plan.approximate:
        report = run_job(database, plan.job, values, plan.tries)
    else:
        with ThreadPoolExecutor(1) as pool:
            truth = pool.submit(_find_truth, database, home, plan, options)
            auditor = _Auditor(database, truth, plan, options)
            report = run_job(database, plan.job, values, plan.tries, auditor.judge)
    linked = what_was_linked(plan, report, int((monotonic() - clock) * 1000))
    properties = run_properties(linked, plan, options)
    known = report.values
    write(
        database,
        "link/record_run",
        begun=known["begun"],
        runId=linked.run_id,
        properties=properties,
    )
    return linked


def _find_truth(database: Database, home: Home, plan: LinkPlan, options: LinkOptions) -> AuditTruth:
    """The true neighbours for the audit of every try; found once, while the server searches."""
    network, cutoff = str(plan.values["network"]), float(plan.values["cutoff"])
    photos = plan.read or read_graph_vectors(database, network, home)
    fits = None
    if plan.scope:
        fits = partial(fitting, read_places(database, network, photos.keys), plan.scope)
    return find_truth(photos, options.top_k, cutoff, options.sample, fits)


class _Auditor:
    """Audits each try of a run against the same true neighbours."""

    def __init__(
        self, database: Database, truth: Future[AuditTruth], plan: LinkPlan, options: LinkOptions
    ) -> None:
        self._database, self._truth = database, truth
        self._plan, self._options = plan, options

    def judge(self, known: Values) -> TryVerdict:
        """Whether the present edges reach the target."""
        options, truth = self._options, self._truth.result()
        run = known["runId"] if self._plan.own_run else None
        recall = audit_edges(
            self._database, truth, JudgedEdges(options.method, known["network"], run)
        )
        all_pairs = known.get("width", 0) >= len(truth.photos.keys)
        good = recall.recall >= options.target_recall or all_pairs
        if not good:
            say(f"recall {recall.recall:.3f} is below {options.target_recall}.")
        return TryVerdict(good, {"audited": recall})


def require_target(linked: LinkReport, target: float) -> None:
    """Raises an error for a run whose audit did not reach its target.

    Raises
    ------
    PhotographError: the recall is below the target; the edges are kept.
    """
    recall = linked.recall
    if recall and recall.recall < target:
        raise PhotographError(
            f"The audit found a recall of {recall.recall:.3f}, not {target}.",
            "The edges are kept; ask for more with --top-k, or less with --target-recall.",
        )
