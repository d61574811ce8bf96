"""The line "Next: …" at the end of a command: what a person would do now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from photograph.console import say

_in_a_row = False


def say_next(step: str) -> None:
    """Prints the next step on standard error, unless `steps_in_a_row` is active."""
    if not _in_a_row:
        say(f"Next: {step}")


@contextmanager
def steps_in_a_row() -> Iterator[None]:
    """Suppresses the lines "Next: …" in the block, whose caller takes the next steps itself."""
    global _in_a_row
    before, _in_a_row = _in_a_row, True
    try:
        yield
    finally:
        _in_a_row = before
