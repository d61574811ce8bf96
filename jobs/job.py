"""A job as data: an ordered list of statements, what they need and what they report."""

from __future__ import annotations

from dataclasses import dataclass, field

from photograph.cypher import statement


@dataclass(frozen=True)
class JobStep:
    """One statement of a job.

    Parameters
    ----------
    batches: whether the statement uses ``CALL … IN TRANSACTIONS``.
    watched: the title of a progress bar for GDS; empty for no bar.
    streams: the title of a bar for a step with many rows, at most one per photo of the projection
        (`photos`); they are passed on as they come, and not kept.
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
    search: for each part of the work, repeated with other values until the result is good.
    finish: once, after success.
    always: at the end, even after a failure.
    plugins: the plugins that the server must have, named as in ``ask/gds_version``.
    reads: properties that at least one photo must have.
    reports: the columns of its statements that make up its result.
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
        """Every step, in the order in which they run."""
        return self.prepare + self.search + self.finish + self.always

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters of all its statements."""
        return tuple(sorted({p for s in self.steps for p in statement(s.statement).parameters}))
