"""Watches the disk of the embedded server's data: Neo4j 5.26 may hang if it is full."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from neo4j.exceptions import DriverError, Neo4jError

from photograph.errors import NO_SERVER, PhotographError
from photograph.graph.database import Database
from photograph.server.checks import LEAST_DISK
from photograph.server.memory import MIB
from photograph.server.process import kill
from photograph.server.store import written_folders
from photograph.settings import Home, home

LEAST_TO_WRITE = 16 * MIB
_PAUSE_SECONDS = 1.0


@contextmanager
def watched_disk(database: Database) -> Iterator[None]:
    """Kills the embedded server if its disk fills up while the block writes.

    This ends statements that hang, such as the making of a constraint; committed data is
    kept. The disk of another server can't be watched.

    Raises
    ------
    PhotographError: the disk is full at the beginning (nothing is killed), or fills up.
    """
    if not database.target.embedded:
        yield
        return
    place = home()
    if full := full_folder(place):
        raise _full(full, "nothing is written to the graph", 1)
    over, filled = Event(), list[Path]()
    watch = Thread(target=_end_when_full, args=(place, over, filled), daemon=True)
    watch.start()
    try:
        yield
    except (DriverError, Neo4jError, PhotographError) as error:
        if filled:
            raise _full(filled[0], "Neo4j was ended before it could hang", NO_SERVER) from error
        raise
    finally:
        over.set()
        watch.join()


def full_folder(place: Home) -> Path | None:
    """A folder of the server with less free disk space than Neo4j may write at once, or None."""
    there = (folder for folder in written_folders(place) if folder.exists())
    return next((it for it in there if shutil.disk_usage(it).free < LEAST_TO_WRITE), None)


def _end_when_full(place: Home, over: Event, filled: list[Path]) -> None:
    while not over.wait(_PAUSE_SECONDS):
        if full := full_folder(place):
            filled.append(full)
            kill(place)
            return


def _full(folder: Path, outcome: str, exit_code: int) -> PhotographError:
    return PhotographError(
        f"The disk of {folder} is full; {outcome}.",
        f"Free {LEAST_DISK // MIB} MiB there, then run the same command again.",
        exit_code=exit_code,
    )
