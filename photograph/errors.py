"""Failures that a person can cause or cure: one line, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_SERVER = 3  # the exit code where no Neo4j answers, and the same command may work later


class PhotographError(Exception):
    """A failure for a person, printed as one line: what failed, and what to do next.

    Parameters
    ----------
    what: what failed, with the name of the file, server or option.
    next_step: the command or change that helps; printed after the failure.
    details: further lines, such as the end of a log.
    exit_code: the exit code of the program, as in `photograph --help`.
    """

    def __init__(self, what: str, next_step: str, details: str = "", exit_code: int = 1) -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step
        self.details = details
        self.exit_code = exit_code


class DamagedFileError(PhotographError):
    """A file does not have the content that was written, or is of another format.

    Parameters
    ----------
    path: the file.
    why: what is wrong with it.
    """

    def __init__(self, path: Path, why: str, next_step: str) -> None:
        super().__init__(f"{path} is damaged: {why}.", next_step)
        self.path = path
        self.why = why


@contextmanager
def exits_with(code: int) -> Iterator[None]:
    """Gives every PhotographError raised in the block this exit code."""
    try:
        yield
    except PhotographError as failure:
        failure.exit_code = code
        raise
