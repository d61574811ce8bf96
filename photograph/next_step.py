"""The line "Next: …" at the end of a command that did something: what a person would do now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from photograph.console import say

_in_a_row = False


def say_next(step: str) -> None:
    """One line on standard error, unless the caller goes on by itself."""
    if not _in_a_row:
        say(f"Next: {step}")


@contextmanager
def steps_in_a_row() -> Iterator[None]:
    """No step inside says what comes next, since the caller does just that."""
    global _in_a_row
    before, _in_a_row = _in_a_row, True
    try:
        yield
    finally:
        _in_a_row = before
