"""``gds.knn`` over a projection: memory, search, edges, and how far it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from neo4j.exceptions import ClientError

from photograph.console import progress, say
from photograph.errors import PhotographError
from server.connection import Database, read, write_in_batches

_BATCH = 10_000
_POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Search:
    """One search for the nearest photos; `width` of them are looked for to find `top_k`."""

    graph: str
    network: str
    method: str
    top_k: int
    cutoff: float
    threads: int
    seed: int
    run_id: str = ""
    width: int = 0
    sample_rate: float = 1.0


def check_memory(database: Database, search: Search, photos: int) -> None:
    """Refuses a search whose estimate is over the server's heap.

    Raises
    ------
    PhotographError: says both sizes and how to give the embedded server more.
    """
    if photos < 2:
        return
    estimate = read(
        database,
        "link/estimate_nearest",
        graph=search.graph,
        topK=2 * search.top_k,
        concurrency=search.threads,
    )[0]
    try:
        heap = int(read(database, "link/heap_size")[0]["heap"])
    except ClientError:  # a server that does not let this user see its memory has its own guard
        return
    if estimate["bytesMax"] > heap:
        raise PhotographError(
            f"Linking {photos} photos needs {estimate['bytesMax'] / 2**30:.1f} GiB of heap,"
            f" the server has {heap / 2**30:.1f}.",
            "Give it more: photograph server stop, then PHOTOGRAPH_HEAP=8g photograph link",
        )


def merge_nearest(database: Database, search: Search, photos: int) -> int:
    """Finds each photo's nearest and merges one edge a pair; returns the number of edges."""
    if photos < 2:
        return 0  # gds.knn needs a pair
    with _watched(database):
        rows, _ = write_in_batches(
            database,
            "link/merge_nearest",
            graph=search.graph,
            width=search.width,
            sampleRate=search.sample_rate,
            topK=search.top_k,
            cutoff=search.cutoff,
            concurrency=search.threads,
            randomSeed=search.seed if search.threads == 1 else None,
            method=search.method,
            network=search.network,
            runId=search.run_id,
            batch=_BATCH,
        )
    return int(rows[0]["edges"])


@dataclass(frozen=True)
class Kept:
    """What a cutoff would keep: edges, and photos with at least one of them."""

    cutoff: float
    edges: int
    linked: int


def explain_nearest(database: Database, search: Search, photos: int) -> list[Kept]:
    """How many edges each cutoff from 0 to .95 would keep; writes nothing."""
    if photos < 2:
        return []
    rows = read(
        database,
        "link/explain_nearest",
        graph=search.graph,
        topK=search.top_k,
        concurrency=search.threads,
        randomSeed=search.seed if search.threads == 1 else None,
        cutoffs=[step / 20 for step in range(20)],
    )
    return [Kept(row["cutoff"], row["edges"], row["linked"]) for row in rows]


@contextmanager
def _watched(database: Database) -> Iterator[None]:
    """Shows the progress that GDS itself logs, while the block runs."""
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(database, ended), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _watch(database: Database, ended: threading.Event) -> None:
    shown = 0
    with progress("Searching", 100, "%") as advance:
        while not ended.wait(_POLL_SECONDS):
            try:
                rows = read(database, "link/list_progress")
            except ClientError as error:
                say(f"The progress can't be shown: {error.message}")
                return
            done = max((_percent(str(row["progress"])) for row in rows), default=shown)
            advance(max(0, done - shown))
            shown = max(shown, done)
        if shown:
            advance(100 - shown)


def _percent(text: str) -> int:
    """GDS 2.13 tells progress as ``37.5%``, or ``n/a``."""
    try:
        return int(float(text.rstrip("%")))
    except ValueError:
        return 0
