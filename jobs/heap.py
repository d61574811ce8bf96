"""Whether an estimate of GDS fits the server."""

from __future__ import annotations

from neo4j.exceptions import ClientError

from photograph.errors import PhotographError
from server.connection import Database, read


def check_heap(database: Database, needed: int) -> None:
    """Refuses what needs more bytes than the server's heap.

    Raises
    ------
    PhotographError: says both sizes and how to give the embedded server more.
    """
    try:
        heap = int(read(database, "link/heap_size")[0]["heap"])
    except ClientError:  # a server that does not let this user see its memory has its own guard
        return
    if needed > heap:
        raise PhotographError(
            f"This needs {needed / 2**30:.1f} GiB of heap, the server has {heap / 2**30:.1f}.",
            "Give it more: photograph server stop, then PHOTOGRAPH_HEAP=8g photograph link",
        )
