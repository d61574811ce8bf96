"""The record of a link run, for its report and for the graph."""

from __future__ import annotations

from typing import Any

from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.plans import LinkPlan
from photograph.jobs.runner import JobReport


def what_was_linked(plan: LinkPlan, report: JobReport, millis: int) -> LinkReport:
    """The report of a run, from the results of its statements and its audit."""
    known = report.values
    return LinkReport(
        network=known["network"],
        job=plan.job.name,
        run_id=known["runId"],
        photos=plan.photos,
        edges=int(known.get("edges") or known.get("merged") or 0),
        removed=int(known.get("removed", 0)),
        pairs_considered=known.get("pairsConsidered"),
        recall=known.get("audited"),
        millis=millis,
    )


def run_properties(linked: LinkReport, plan: LinkPlan, options: LinkOptions) -> dict[str, Any]:
    """The properties of the `:LinkRun` node; those that are None are not stored."""
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
