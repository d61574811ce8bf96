"""Only photos near in time or place are linked, and few other pairs are looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.graph.methods import LinkMethod
from photograph.jobs.link.graph_places import read_places
from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.run import link_photos
from photograph.jobs.link.scope import LinkScope, fitting
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run, run_photograph
from tests.embeddings import Vectors, photo_row, provenance, unit_vectors, write_embeddings
from tests.jobs.edges import edges_in, numpy_edges

pytestmark = pytest.mark.slow

K, CUTOFF, PHOTOS, DAY = 3, 0.3, 200, 86_400.0
NETWORK = "test-network"


@pytest.fixture
def vectors(database: Database, tmp_path: Path) -> Vectors:
    """Photos over a year and some 50 km; every tenth says neither when nor where."""
    chance, every = np.random.default_rng(5), unit_vectors(PHOTOS)
    rows = []
    for index, vector in enumerate(every):
        says = index % 10 > 0
        taken = datetime(2024, 1, 1) + timedelta(days=float(chance.uniform(0, 365)))
        latitude, longitude = 46 + chance.uniform(0, 0.5), 8 + chance.uniform(0, 0.5)
        rows.append(
            photo_row(
                f"p{index:03}.jpg",
                vector,
                taken_at=taken if says else None,
                utc_offset="+02:00" if says and index % 2 else None,
                latitude=latitude if says else None,
                longitude=longitude if says else None,
            )
        )
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())
    load_collection(file, database, home())
    return every


def link(database: Database, scope: LinkScope | None) -> LinkReport:
    return link_photos(database, home(), LinkOptions(None, K, CUTOFF, scope=scope))


def fits(database: Database, scope: LinkScope) -> npt.NDArray[np.bool_]:
    keys = [("holiday", f"p{index:03}.jpg") for index in range(PHOTOS)]
    places = read_places(database, NETWORK, keys)
    return np.stack([fitting(places, scope, index) for index in range(PHOTOS)])


@pytest.mark.parametrize(
    "scope",
    [
        LinkScope(within=15 * DAY),
        LinkScope(radius=8_000),
        LinkScope(within=60 * DAY, radius=15_000),
        LinkScope(within=15 * DAY, keep_missing=True),
        LinkScope(within=60 * DAY, radius=15_000, keep_missing=True),
    ],
)
def test_the_edges_are_the_nearest_that_fit(
    database: Database, vectors: Vectors, scope: LinkScope
) -> None:
    linked = link(database, scope)

    wanted = numpy_edges(vectors, K, CUTOFF, fits=fits(database, scope))
    assert edges_in(database).keys() == wanted.keys()
    assert linked.edges == len(wanted) > 30
    assert linked.recall
    assert linked.recall.recall == 1


def test_few_of_all_pairs_are_considered(database: Database, vectors: Vectors) -> None:
    linked = link(database, LinkScope(within=5 * DAY, radius=8_000))

    assert linked.pairs_considered
    # gds.knn counts a pair once from each end.
    assert linked.pairs_considered < 0.1 * PHOTOS * (PHOTOS - 1)
    [row] = run(database, "MATCH (run:LinkRun) RETURN properties(run) AS run")
    assert row["run"]["pairsConsidered"] == linked.pairs_considered
    assert (row["run"]["within"], row["run"]["radius"]) == (5 * DAY, 8_000)


def test_edges_that_do_not_fit_go_and_come_back(database: Database, vectors: Vectors) -> None:
    link(database, None)
    whole = edges_in(database)

    link(database, LinkScope(within=15 * DAY))
    fewer = edges_in(database)
    again = link(database, None)

    assert fewer.keys() != whole.keys()
    assert again.job == "link-all"
    assert edges_in(database).keys() == whole.keys()


def test_large_blocks_are_searched_by_descent_and_audited(
    database: Database, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photograph.jobs.link.plans._EXACT_PHOTOS", 10)
    monkeypatch.setattr("photograph.jobs.link.block_plans._WIDER_IN_BLOCKS", (1.0, 12.0))
    scope = LinkScope(within=90 * DAY)

    linked = link(database, scope)

    assert linked.recall
    assert linked.recall.recall >= 0.98
    near = numpy_edges(vectors, K, CUTOFF, fits=fits(database, scope)).keys()
    assert len(edges_in(database).keys() & near) > 0.97 * len(near)


def test_photos_that_say_nothing_are_a_clear_failure(database: Database, vectors: Vectors) -> None:
    run(database, "MATCH (photo:Photo) REMOVE photo.takenAt")

    with pytest.raises(PhotographError, match="No photo says when"):
        link(database, LinkScope(within=DAY))


def test_labels_know_no_time(database: Database, vectors: Vectors) -> None:
    options = LinkOptions(method=LinkMethod.NODE_SIMILARITY, scope=LinkScope(within=DAY))

    with pytest.raises(PhotographError, match="not used with labels"):
        link_photos(database, home(), options)


def test_the_command_says_how_many_pairs_it_considered(
    database: Database, vectors: Vectors
) -> None:
    scope = ("--within", "120d", "--radius", "30km", "--missing", "keep")
    ran = run_photograph("link", *scope, "--target-recall", "0.5")

    assert ran.code == 0, ran.err
    assert "nodePairsConsidered" in ran.out
    assert "20 of 200 photos do not say when or where: they fit with all." in ran.err


def test_a_wrong_span_is_one_line(database: Database, vectors: Vectors) -> None:
    ran = run_photograph("link", "--within", "soon")

    assert ran.code == 1
    assert ran.last_line == "photograph: 'soon' is not a time. Give a time: 30d, 12h, 90m."
