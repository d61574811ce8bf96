"""A link that is stopped before any of its steps is repaired by the next one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from photograph.graph.database import Database
from photograph.jobs import runner
from photograph.jobs.catalogue import LINK_ALL, LINK_BLOCKS, LINK_NEW
from photograph.jobs.job import Job
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.link.scope import LinkScope
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.jobs.edges import edges_in, numpy_edges

K, CUTOFF, OLD, ALL = 4, 0.3, 60, 63
WHOLE = LinkOptions(None, K, CUTOFF, target_recall=1.0)
SCOPED = LinkOptions(None, K, CUTOFF, scope=LinkScope(within=3600.0))
STEPS = [
    pytest.param(job, options, step, id=f"{job.name}-{step}")
    for job, options in (
        (LINK_ALL, replace(WHOLE, full=True)),
        (LINK_NEW, WHOLE),
        (LINK_BLOCKS, SCOPED),
    )
    for step in range(len(job.steps))
]


def load(database: Database, folder: Path, count: int) -> None:
    rows = [
        photo_row(f"p{index:03}.jpg", vector)
        for index, vector in enumerate(unit_vectors(ALL)[:count])
    ]
    load_collection(write_embeddings(folder / "e.parquet", rows, provenance()), database, home())


@pytest.mark.slow
@pytest.mark.parametrize(("job", "options", "stopped_at"), STEPS)
def test_the_next_run_repairs_what_was_left(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    job: Job,
    options: LinkOptions,
    stopped_at: int,
) -> None:
    load(database, tmp_path, OLD if job is LINK_NEW else ALL)
    link_photos(database, home(), WHOLE)
    load(database, tmp_path, ALL)
    take, taken = runner._take, 0

    def stop(*values: Any, **named: Any) -> Any:
        nonlocal taken
        taken += 1
        if taken == stopped_at + 1:
            raise KeyboardInterrupt
        return take(*values, **named)

    with monkeypatch.context() as patched:
        patched.setattr(runner, "_take", stop)
        with pytest.raises(KeyboardInterrupt):
            link_photos(database, home(), options)
    link_photos(database, home(), WHOLE)

    assert edges_in(database).keys() == numpy_edges(unit_vectors(ALL), K, CUTOFF).keys()
    unfinished = "MATCH (run:LinkRun) WHERE run.millis IS NULL RETURN run.runId AS run"
    assert run(database, unfinished) == []
