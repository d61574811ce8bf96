"""Ends the server's process, and waits until it has gone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from photograph.errors import PhotographError

if TYPE_CHECKING:
    import psutil

TIMEOUT_SECONDS = 180
PAUSE_SECONDS = 0.2


def end_process(pid: int) -> None:
    """Asks a process to end, and waits until it has.

    Raises
    ------
    PhotographError: it does not end in time.
    """
    import psutil

    try:
        process = psutil.Process(pid)
        process.terminate()
        if _has_ended(process):
            return
    except psutil.NoSuchProcess:
        return  # it ended by itself
    raise PhotographError(
        f"Neo4j, process {pid}, has not ended within {TIMEOUT_SECONDS} s.",
        "It may be writing its store: see `photograph server logs`, then stop it again.",
    )


def _has_ended(process: psutil.Process) -> bool:
    import psutil

    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        # Its entry stays until whoever started it asks for it: the wait here, or another program.
        ended = process.status() == psutil.STATUS_ZOMBIE
        try:
            process.wait(PAUSE_SECONDS)
            return True
        except psutil.TimeoutExpired:
            if ended:
                return True
    return False
