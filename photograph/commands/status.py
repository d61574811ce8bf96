"""``photograph status`` and ``jobs``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from photograph.jobs.job import Job


def status(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """Show what the graph contains, and which server it is on.

    Example: photograph status --json
    """
    from photograph.console import table
    from photograph.jobs.status import read_status
    from photograph.jobs.status_table import status_rows
    from photograph.server.connection import connect

    with connect() as database:
        found = read_status(database)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, default=str))
    else:
        print(table(status_rows(found, database.target.uri), ("what", "value")))


def jobs(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """List the jobs that run inside Neo4j: what each does, its needs, parameters and results.

    Example: photograph jobs --json
    """
    from photograph.console import table
    from photograph.jobs.catalogue import JOBS

    if as_json:
        print(json.dumps([_describe(job) for job in JOBS]))
        return
    rows = [(job.name, " ".join((*job.plugins, *job.reads)) or "–", job.title) for job in JOBS]
    print(table(rows, ("job", "needs", "what it does")))


def _describe(job: Job) -> dict[str, object]:
    return {
        "name": job.name,
        "title": job.title,
        "statements": [step.statement for step in job.steps],
        "parameters": job.parameters,
        "plugins": job.plugins,
        "reads": job.reads,
        "reports": job.reports,
    }
