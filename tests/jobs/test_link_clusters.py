"""Photos that do not fit the memory at once are linked block by block, as well as all at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.link.explain import explain_link
from photograph.jobs.link.heap import KnnSearch, most_photos
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.link.scope import LinkScope
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run, run_photograph
from tests.embeddings import Vectors, photos_file
from tests.jobs.edges import edges_in, numpy_edges

pytestmark = pytest.mark.slow

PHOTOS, K, CUTOFF = 600, 5, 0.3
WHOLE = LinkOptions(None, K, CUTOFF, full=True)
QUARTER = replace(WHOLE, memory=340_000)


@pytest.fixture
def vectors(database: Database, tmp_path: Path) -> Vectors:
    file, vectors = photos_file(tmp_path / "e.parquet", count=PHOTOS)
    load_collection(file, database, home())
    return vectors


def test_blocks_find_what_one_search_finds(
    database: Database, vectors: Vectors, capsys: pytest.CaptureFixture[str]
) -> None:
    linked = link_photos(database, home(), QUARTER)

    told = re.search(r"600 photos do not fit .* up to (\d+) at a time", capsys.readouterr().err)
    assert told
    assert 100 <= int(told[1]) <= PHOTOS / 4
    assert linked.job == "link-clusters"
    assert linked.recall
    assert linked.recall.recall >= 0.98
    wanted, found = numpy_edges(vectors, K, CUTOFF), edges_in(database)
    assert len(found.keys() & wanted.keys()) > 0.98 * len(wanted)
    assert len(found) == linked.edges < 1.02 * len(wanted)
    assert all(
        found[pair] == pytest.approx(wanted[pair], abs=1e-5)
        for pair in found.keys() & wanted.keys()
    )


def test_edges_of_the_run_before_are_replaced(database: Database, vectors: Vectors) -> None:
    link_photos(database, home(), replace(WHOLE, top_k=2 * K))
    run(
        database,
        "MATCH (a:Photo {path: 'p000.jpg'}), (b:Photo {path: 'p001.jpg'}) "
        "CREATE (a)-[:IS_SIMILAR_TO {mine: true}]->(b)",
    )

    linked = link_photos(database, home(), QUARTER)

    assert linked.removed > 0
    rows = run(
        database, "MATCH ()-[edge:IS_SIMILAR_TO]->() RETURN edge.runId AS run, count(*) AS n"
    )
    assert {row["run"]: row["n"] for row in rows} == {linked.run_id: linked.edges, None: 1}


def test_new_photos_are_linked_alone_after_a_run_in_blocks(
    database: Database, vectors: Vectors, tmp_path: Path
) -> None:
    link_photos(database, home(), QUARTER)
    load_collection(photos_file(tmp_path / "more.parquet", 20, root="more")[0], database, home())

    linked = link_photos(database, home(), replace(QUARTER, full=False))

    assert (linked.job, linked.photos) == ("link-new", 20)


def test_a_block_of_time_that_does_not_fit_is_cut_further(
    database: Database, vectors: Vectors
) -> None:
    linked = link_photos(database, home(), replace(QUARTER, scope=LinkScope(within=86_400.0)))

    assert linked.job == "link-blocks"  # every photo is of the same hour, so that is one block
    assert linked.recall
    assert linked.recall.recall >= 0.98
    assert linked.pairs_considered
    assert linked.pairs_considered < PHOTOS**2 / 2


def test_too_little_memory_for_any_block_is_one_line_and_loses_nothing(
    database: Database, vectors: Vectors
) -> None:
    link_photos(database, home(), WHOLE)
    before = edges_in(database)

    failed = run_photograph("link", "--full", "--memory", "1k")

    assert failed.code == 1
    assert len(failed.err.splitlines()) == 1
    assert re.search(r"600 photos need .* MiB .* too few .*PHOTOGRAPH_HEAP=8g", failed.err)
    assert edges_in(database) == before


def test_what_is_no_memory_is_refused(database: Database) -> None:
    failed = run_photograph("link", "--memory", "much")

    assert failed.code == 1
    assert "--memory is 'much', which is no amount of memory" in failed.err


def test_the_need_grows_with_photos_neighbours_and_length(database: Database) -> None:
    search = KnnSearch(photos=1_000_000, dims=256, width=30)
    memory = 1_000_000_000

    most = most_photos(database, search, memory)

    assert 100_000 < most < 1_000_000
    assert most_photos(database, search, 2 * memory) == pytest.approx(2 * most, rel=0.01)
    assert most_photos(database, replace(search, dims=1280), memory) < most
    assert most_photos(database, replace(search, width=60), memory) < most
    fitting = replace(search, photos=most * 99 // 100)
    assert most_photos(database, fitting, memory) == fitting.photos


def test_what_cannot_be_explained_at_once_is_refused(
    database: Database, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photograph.jobs.link.heap._SHARE", 0.001)

    with pytest.raises(PhotographError, match="do not fit the server's memory at once"):
        explain_link(database, home(), WHOLE)
