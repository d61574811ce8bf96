"""What a job is: statements of ``cypher/`` in an order, what they need and what they report."""

from __future__ import annotations

from dataclasses import dataclass, field

from photograph.cypher import statement


@dataclass(frozen=True)
class JobStep:
    """One statement of a job.

    Parameters
    ----------
    batches: it holds ``CALL … IN TRANSACTIONS``.
    watched: the title of a bar that shows how far GDS is with it; none where empty.
    streams: the title of a bar; its rows, one a photo of the projection (`photos`) at most, go to
        whoever runs the job as they come, and are not kept.
    """

    statement: str
    batches: bool = False
    watched: str = ""
    streams: str = ""


@dataclass(frozen=True)
class Job:
    """A job as data; `jobs/runner.py` runs it, `jobs/catalogue.py` lists them all.

    Parameters
    ----------
    prepare: once, first.
    search: for each part of the work, and again with other values until the result is good.
    finish: once, where all went well.
    always: at the end, even of a failure.
    plugins: what the server must have, as in ``ask/gds_version``.
    reads: properties that some photo must have.
    reports: columns of its statements that are its result.
    """

    name: str
    title: str
    search: tuple[JobStep, ...]
    prepare: tuple[JobStep, ...] = ()
    finish: tuple[JobStep, ...] = ()
    always: tuple[JobStep, ...] = ()
    plugins: tuple[str, ...] = ("gds",)
    reads: tuple[str, ...] = ("embedding",)
    reports: tuple[str, ...] = field(default=())

    @property
    def steps(self) -> tuple[JobStep, ...]:
        """Every step, in the order they are taken."""
        return self.prepare + self.search + self.finish + self.always

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters of all its statements."""
        return tuple(sorted({p for s in self.steps for p in statement(s.statement).parameters}))
