"""Runs a job: checks its needs, runs its steps, and cleans up even after a failure."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from neo4j.exceptions import ServiceUnavailable, SessionExpired

from photograph.console import progress
from photograph.cypher import Statement, statement
from photograph.errors import PhotographError
from photograph.graph.database import Database, has_function, read, stream, write, write_in_batches
from photograph.jobs.job import Job, JobStep
from photograph.jobs.left_projections import drop_left_projections, projection_name
from photograph.jobs.task_progress import task_progress

Values = dict[str, Any]
Receive = Callable[[str, Values], None]  # takes a row of a statement
_PLUGINS = {"gds": ("Graph Data Science", "GDS 2.13"), "apoc": ("APOC", "APOC 5.26")}


@dataclass(frozen=True)
class SearchTry:
    """One try of a search: its values, and further values for each part of the work."""

    values: Mapping[str, Any]
    parts: tuple[Mapping[str, Any], ...] = ({},)


@dataclass(frozen=True)
class TryVerdict:
    """Whether a try was good enough, and values about it."""

    good: bool
    values: Mapping[str, Any]


@dataclass(frozen=True)
class JobReport:
    """All values of a finished job, and the rows of the last step of its search."""

    values: Values
    rows: list[Values]


def run_job(
    database: Database,
    job: Job,
    values: Mapping[str, Any],
    tries: Iterable[SearchTry] = (SearchTry({}),),
    judge: Callable[[Values], TryVerdict] = lambda _: TryVerdict(True, {}),
    receive: Receive = lambda *_: None,
) -> JobReport:
    """Runs a job until a try is judged good or no try is left.

    Each try has a `runId` of its own; whole numbers that the parts of a try report are added up,
    any other column is that of the last part. The server's steps can use `begun`, the first
    `runId`, and `graph`, a name for a projection. Rows of a step that streams go to `receive`.

    Raises
    ------
    PhotographError: a plugin or property is missing.
    """
    _require(database, job)
    drop_left_projections(database)
    run_id = uuid.uuid4().hex
    graph = projection_name(database, run_id)
    known = {"graph": graph, **values, "begun": run_id, "runId": run_id}
    rows: list[Values] = []
    always = job.always
    try:
        for step in job.prepare:
            known |= _first(_take(database, step, known))
        for number, one in enumerate(tries):
            known["runId"] = uuid.uuid4().hex if number else run_id
            known |= {"relationship": f"NEAREST_{number}", **one.values}
            rows = _search(database, job, known, one.parts, receive)
            verdict = judge(known)
            known |= verdict.values
            if verdict.good:
                break
        for step in job.finish:
            known |= _first(_take(database, step, known))
    except (ServiceUnavailable, SessionExpired):
        always = ()  # the server has gone, and its projections with it
        raise
    finally:
        for step in always:
            _take(database, step, known)
    return JobReport(known, rows)


def _require(database: Database, job: Job) -> None:
    for plugin in job.plugins:
        if has_function(database, f"ask/{plugin}_version") is None:
            name, version = _PLUGINS[plugin]
            raise PhotographError(
                f"Neo4j has no {name} plugin, which the job {job.name} needs.",
                f"Install {version} for Neo4j 5.26 there.",
            )
    for name in job.reads:
        if not read(database, "ask/has_property", name=name)[0]["found"]:
            raise PhotographError(
                f"No photo in the graph has the property {name}.", "Load some: photograph load"
            )


def _search(
    database: Database,
    job: Job,
    known: Values,
    parts: tuple[Mapping[str, Any], ...],
    receive: Receive,
) -> list[Values]:
    """Runs the search steps for each part, and adds their results to the values."""
    rows: list[Values] = []
    totals: Values = {}
    many = len(parts) > 1
    with progress("Linking", len(parts) if many else 0, "parts") as advance:
        for part in parts:
            told: Values = {}
            for step in job.search:
                now = {**known, **part, **told}
                if step.streams:
                    rows = _pass_on(database, step, now, receive)
                else:
                    rows = _take(database, step, now, quiet=many)
                told |= _first(rows)
            totals |= {
                name: totals.get(name, 0) + value if type(value) is int else value
                for name, value in told.items()
            }
            if many:
                advance(1)
    known |= totals
    return rows


def _take(database: Database, step: JobStep, known: Values, quiet: bool = False) -> list[Values]:
    wanted: Statement = statement(step.statement)
    values = {name: known[name] for name in wanted.parameters}
    show = step.watched and not quiet
    with task_progress(database, step.watched) if show else nullcontext():
        if step.batches:
            rows, _ = write_in_batches(database, wanted, **values)
        else:
            rows = write(database, wanted, **values)
    return rows


def _pass_on(database: Database, step: JobStep, known: Values, receive: Receive) -> list[Values]:
    """Passes rows to `receive`; at most one for each photo of the projection."""
    wanted: Statement = statement(step.statement)
    values = {name: known[name] for name in wanted.parameters}
    left = int(known["photos"])
    with progress(step.streams, left) as advance:
        for row in stream(database, wanted, **values):
            receive(step.statement, row)
            advance(1)
            left -= 1
        advance(left)
    return []


def _first(rows: list[Values]) -> Values:
    return rows[0] if rows else {}
