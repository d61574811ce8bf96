"""Shows the progress of GDS with a statement, from its task log."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import ClientError, DriverError

from photograph.console import progress, say
from photograph.graph.database import Database, read

_POLL_SECONDS = 0.5


@contextmanager
def task_progress(database: Database, title: str) -> Iterator[None]:
    """Shows a bar of the progress that GDS logs while the block runs."""
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(database, title, ended), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _watch(database: Database, title: str, ended: threading.Event) -> None:
    shown = 0
    with progress(title, 100, "%") as advance:
        while not ended.wait(_POLL_SECONDS):
            try:
                rows = read(database, "link/list_progress")
            except DriverError:  # the server has gone, as whoever runs the statement will say
                return
            except ClientError as error:
                say(f"The progress can't be shown: {error.message}")
                return
            done = max((_percent(str(row["progress"])) for row in rows), default=shown)
            advance(max(0, done - shown))
            shown = max(shown, done)
        if shown:
            advance(100 - shown)


def _percent(text: str) -> int:
    """Parses GDS 2.13's progress, ``37.5%`` or ``n/a``."""
    try:
        return int(float(text.rstrip("%")))
    except ValueError:
        return 0
