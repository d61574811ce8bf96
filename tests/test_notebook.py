"""The lines for notebooks of the manual read an export of the graph and draw it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from photograph.graph.database import Database
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run, run_photograph
from tests.documents import DOCS, blocks
from tests.embeddings import photos_file
from tests.load.whole_graph import link

COUNT = 30


@pytest.mark.slow
def test_five_lines_read_and_draw_an_export(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", COUNT)[0], database, home())
    linked = link(database, cutoff=0.9)
    alone = run(database, "MATCH (p:Photo) WHERE NOT (p)-[:IS_SIMILAR_TO]-() RETURN p.path AS path")
    monkeypatch.chdir(tmp_path)
    assert run_photograph("export", "exported").code == 0
    [lines] = blocks(DOCS / "notebook.md", "python")
    names: dict[str, Any] = {}

    exec(lines, names)  # noqa: S102 - it is what a reader of the manual runs

    assert sum(bool(line) for line in lines.splitlines()) == 5
    assert alone
    assert names["graph"].number_of_edges() == linked.edges
    assert len(names["photos"]) == COUNT
    assert "holiday/p003.jpg" in names["page"].data
    for row in alone:
        assert f"holiday/{row['path']}" in names["page"].data
