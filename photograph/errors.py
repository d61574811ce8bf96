"""Failures that a person can cause or cure: one line, and what to do next."""

from __future__ import annotations


class PhotographError(Exception):
    """A failure told in one line: what failed, and the next thing to try.

    Parameters
    ----------
    what: what failed, with the name of the thing that failed.
    next_step: the command or change that helps; printed after the failure.
    details: further lines worth seeing, such as the end of a log.
    """

    def __init__(self, what: str, next_step: str, details: str = "") -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step
        self.details = details
