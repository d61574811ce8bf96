"""Failures that a person can cause or cure: one line, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

NO_SERVER = 3  # the exit code where no Neo4j answers, and the same command may work later


class PhotographError(Exception):
    """A failure told in one line: what failed, and the next thing to try.

    Parameters
    ----------
    what: what failed, with the name of the thing that failed.
    next_step: the command or change that helps; printed after the failure.
    details: further lines worth seeing, such as the end of a log.
    exit_code: what a script sees; the help of a command says what any but 1 mean.
    """

    def __init__(self, what: str, next_step: str, details: str = "", exit_code: int = 1) -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step
        self.details = details
        self.exit_code = exit_code


@contextmanager
def exits_with(code: int) -> Iterator[None]:
    """Every failure inside ends the program with this exit code."""
    try:
        yield
    except PhotographError as failure:
        failure.exit_code = code
        raise
