"""A reader in the middle of a link never finds a photo that has lost its neighbours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.server.connection import connect
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photos_file

PHOTOS = 1500
LONELY = """MATCH (photo:Photo) WHERE NOT EXISTS { (photo)-[:IS_SIMILAR_TO]-() }
RETURN count(photo) AS lonely"""
RUNS = "MATCH ()-[edge:IS_SIMILAR_TO]->() RETURN collect(DISTINCT edge.runId) AS runs"


@contextmanager
def reading(seen: list[tuple[int, int]]) -> Iterator[None]:
    """Counts lonely photos and the runs whose edges are there, again and again."""
    stop = threading.Event()

    def read() -> None:
        with connect() as database:
            while not stop.is_set():
                lonely = run(database, LONELY)[0]["lonely"]
                seen.append((lonely, len(run(database, RUNS)[0]["runs"])))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        stop.set()
        reader.join()


@pytest.mark.slow
def test_no_photo_is_ever_without_neighbours(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photograph.jobs.link.plans._BATCH", 200)  # many commits to look between
    load_collection(photos_file(tmp_path / "e.parquet", PHOTOS)[0], database, home())
    first = LinkOptions(top_k=4, cutoff=-1.0)
    link_photos(database, home(), first)
    assert run(database, LONELY) == [{"lonely": 0}]
    seen: list[tuple[int, int]] = []

    with reading(seen):
        link_photos(database, home(), LinkOptions(top_k=3, cutoff=-1.0, full=True))

    assert {lonely for lonely, _ in seen} == {0}
    assert max(runs for _, runs in seen) >= 2  # it did look while old and new edges were there
