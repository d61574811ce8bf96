"""The link job: builds the top-k edges between photos in the database; it is audited."""

from __future__ import annotations

from time import monotonic
from typing import Any

from neo4j.time import DateTime

from jobs.audit import Judged, audit_edges
from jobs.changed import find_changed
from jobs.graph_vectors import read_graph_vectors
from jobs.link_options import KNN, NODE_SIMILARITY, Linked, LinkOptions
from jobs.link_plans import Plan, plan_all, plan_blocks_of, plan_labels, plan_new
from jobs.network_choice import choose_network
from jobs.recall import Recall
from jobs.runner import Report, Values, Verdict, run_job
from photograph.console import say
from photograph.errors import PhotographError
from photograph.settings import Home
from server.connection import Database, read, write
from server.versions import check_versions


def link_photos(database: Database, home: Home, options: LinkOptions) -> Linked:
    """Links the photos of one network: one edge a pair, the stale ones of earlier runs removed.

    New edges are merged first and stale ones removed after, so that a reader in the middle never
    finds a photo without neighbours; a run that was interrupted is repaired by the next. Where few
    photos are new since a run that was good, only they are linked, and those whose top k they
    enter; where the audit of that misses the target, all are.

    Raises
    ------
    PhotographError: no photo has an embedding, several networks and none is named, the server
        has too little memory or lacks a plugin.
    """
    check_versions(database)
    started = read(database, "link/server_time")[0]["now"]
    held = read(database, "link/count_photos")
    network = choose_network(held, options.network)
    held = [row for row in held if row["network"] == network]
    if options.method == NODE_SIMILARITY:
        return _run(database, home, started, plan_labels(database, network, options), options)
    if options.scope:
        plan = plan_blocks_of(database, network, options, options.scope)
        return _run(database, home, started, plan, options)
    changed = None if options.full else find_changed(database, network, held, options)
    if changed:
        linked = _run(database, home, started, plan_new(network, changed, options), options)
        if linked.recall and linked.recall.recall >= options.target_recall:
            return linked
        say("The new photos alone were not linked well enough: linking all.")
    photos = sum(int(row["photos"]) for row in held)
    return _run(database, home, started, plan_all(network, photos, options), options)


def _run(
    database: Database, home: Home, started: DateTime, plan: Plan, options: LinkOptions
) -> Linked:
    clock, values = monotonic(), {**plan.values, "startedAt": started}
    if not plan.approximate:
        report = run_job(database, plan.job, values, plan.tries)
    else:
        auditor = _Auditor(database, home, plan, options)
        report = run_job(database, plan.job, values, plan.tries, auditor.judge)
    linked = _linked(plan, report, int((monotonic() - clock) * 1000))
    properties = _record(linked, plan, options)
    known = report.values
    write(
        database,
        "link/record_run",
        begun=known["begun"],
        runId=linked.run_id,
        properties=properties,
    )
    return linked


class _Auditor:
    """Audits each try of a run against the same true neighbours, which are read once."""

    def __init__(self, database: Database, home: Home, plan: Plan, options: LinkOptions) -> None:
        self._database, self._plan, self._options = database, plan, options
        self._exact = read_graph_vectors(database, str(plan.values["network"]), home)

    def judge(self, known: Values) -> Verdict:
        """Whether the edges that are there now reach the target."""
        options, last = self._options, known.get("width", 0) >= len(self._exact.keys)
        judged = Judged(
            method=options.method,
            network=known["network"],
            run=known["runId"] if self._plan.own_run else None,
            top_k=options.top_k,
            cutoff=known["cutoff"],
            sample=options.sample,
            scope=self._plan.scope,
        )
        recall = audit_edges(self._database, self._exact, judged)
        good = recall.recall >= options.target_recall or last
        if not good:
            say(f"recall {recall.recall:.3f} is below {options.target_recall}.")
        return Verdict(good, {"audited": recall})


def _linked(plan: Plan, report: Report, millis: int) -> Linked:
    known = report.values
    recall: Recall | None = known.get("audited")
    return Linked(
        network=known["network"],
        job=plan.job.name,
        run_id=known["runId"],
        photos=plan.photos,
        edges=int(known.get("edges", 0)),
        removed=int(known.get("removed", 0)),
        pairs_considered=known.get("pairsConsidered"),
        recall=recall,
        millis=millis,
    )


def _record(linked: Linked, plan: Plan, options: LinkOptions) -> dict[str, Any]:
    """The properties of the `:LinkRun`; what is None is left out of it."""
    recall, known = linked.recall, plan.values
    properties = {
        "method": options.method,
        "network": linked.network,
        "job": linked.job,
        "topK": options.top_k,
        "cutoff": known["cutoff"],
        "within": known.get("within"),
        "radius": known.get("radius"),
        "keepMissing": known.get("keepMissing"),
        "photos": linked.photos,
        "edges": linked.edges,
        "removed": linked.removed,
        "pairsConsidered": linked.pairs_considered,
        "millis": linked.millis,
    }
    if recall:
        properties |= {
            "recall": recall.recall,
            "recallLow": recall.low,
            "recallHigh": recall.high,
            "recallSample": recall.photos,
        }
    return properties


def require_target(linked: Linked, target: float) -> None:
    """Fails a run whose audit did not reach its target.

    Raises
    ------
    PhotographError: the recall is below the target; the edges found are kept.
    """
    recall = linked.recall
    if recall and recall.recall < target:
        raise PhotographError(
            f"The audit found a recall of {recall.recall:.3f}, not {target}.",
            "The edges are kept; ask for more with --top-k, or less with --target-recall.",
        )


__all__ = ["KNN", "NODE_SIMILARITY", "LinkOptions", "Linked", "link_photos", "require_target"]
