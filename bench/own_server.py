"""A server for a benchmark, and a clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from photograph.server import process
from tests.server.conftest import working_folder


@contextmanager
def own_server(folder: Path) -> Iterator[None]:
    """A new embedded server with the default heap, which runs during the block."""
    with working_folder(folder) as patch:
        patch.delenv("PHOTOGRAPH_HEAP")
        process.start()
        try:
            yield
        finally:
            process.stop()


def clock(work: Callable[[], object]) -> float:
    """The seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
