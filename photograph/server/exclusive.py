"""One process at a time: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photograph.console import say
from photograph.errors import PhotographError
from photograph.private import open_private


@contextmanager
def exclusive(path: Path, waiting: str) -> Iterator[None]:
    """Hold the lock file for the time of the block.

    Parameters
    ----------
    path: the lock file; made when it is not there.
    waiting: what to say when another process holds it.
    """
    try:
        import fcntl
    except ImportError as error:  # Windows
        raise PhotographError(
            "The embedded server runs on Linux and macOS only.",
            "Start a Neo4j with GDS and APOC yourself and set NEO4J_URI.",
        ) from error
    with open(path, "a", opener=open_private) as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waiting)
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
