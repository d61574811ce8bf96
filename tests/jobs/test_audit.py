"""Each link run proves how many of the true neighbours it found, and can be proved wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.graph_vectors import read_graph_vectors
from photograph.jobs.link.audit import JudgedEdges, audit_edges, find_truth
from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.recall import Recall
from photograph.jobs.link.run import link_photos, require_target
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run
from tests.embeddings import Vectors, photos_file, unit_vectors

pytestmark = pytest.mark.slow

K, CUTOFF = 5, 0.3
NETWORK = "test-network"


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Vectors:
    """120 photos in the graph, whose Parquet is not where `link` looks for it."""
    file, vectors = photos_file(tmp_path / "e.parquet", count=120)
    load_collection(file, database, home())
    return vectors


def recall_of(linked: LinkReport) -> Recall:
    assert linked.recall
    return linked.recall


def options(**changes: float) -> LinkOptions:
    return LinkOptions(None, K, CUTOFF, **changes)  # type: ignore[arg-type]


def test_the_recall_is_measured_and_written_down(database: Database, loaded: Vectors) -> None:
    linked = link_photos(database, home(), options())

    assert recall_of(linked).recall == 1.0
    assert (recall_of(linked).k, recall_of(linked).photos) == (K, 120)
    assert recall_of(linked).true > 400
    [row] = run(database, "MATCH (run:LinkRun) RETURN properties(run) AS run")
    assert row["run"]["recall"] == row["run"]["recallHigh"] == 1.0
    assert row["run"]["recallSample"] == 120


def test_edges_that_are_broken_are_seen(database: Database, loaded: Vectors) -> None:
    linked = link_photos(database, home(), options())
    run(
        database,
        "MATCH (p:Photo)-[r:IS_SIMILAR_TO]->(q:Photo) WITH r ORDER BY p.path, q.path "
        "WITH collect(r) AS every UNWIND every[..size(every) / 3] AS r DELETE r",
    )

    truth = find_truth(read_graph_vectors(database, NETWORK, home()), K, CUTOFF)
    recall = audit_edges(database, truth, JudgedEdges("knn", NETWORK, linked.run_id))

    assert 0.4 < recall.recall < 0.8
    assert recall.high < 1


def test_edges_of_another_run_do_not_count(database: Database, loaded: Vectors) -> None:
    link_photos(database, home(), options())

    truth = find_truth(read_graph_vectors(database, NETWORK, home()), K, CUTOFF)

    assert audit_edges(database, truth, JudgedEdges("knn", NETWORK, "another run")).recall == 0


def test_the_search_is_widened_until_the_audit_passes(
    database: Database,
    loaded: Vectors,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("photograph.jobs.link.plans._EXACT_PHOTOS", 0)
    monkeypatch.setattr("photograph.jobs.link.plans.WIDER", (0.2, 0.4, 2.0))

    linked = link_photos(database, home(), options())

    assert capsys.readouterr().err.count("is below") == 2
    assert recall_of(linked).recall >= 0.98
    [row] = run(
        database,
        "MATCH ()-[r:IS_SIMILAR_TO]->() "
        "RETURN count(r) AS edges, collect(DISTINCT r.runId) AS runs",
    )
    assert row == {"edges": linked.edges, "runs": [linked.run_id]}


def test_a_target_that_was_not_reached_fails_and_keeps_the_edges(
    database: Database, loaded: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photograph.jobs.link.plans._EXACT_PHOTOS", 0)
    monkeypatch.setattr("photograph.jobs.link.plans.WIDER", (0.2,))

    linked = link_photos(database, home(), options())

    with pytest.raises(PhotographError, match="found a recall of 0"):
        require_target(linked, 0.98)
    assert run(database, "MATCH ()-[r:IS_SIMILAR_TO]->() RETURN count(r) AS edges") == [
        {"edges": linked.edges}
    ]


def test_a_run_that_was_interrupted_is_repaired_by_the_next(
    database: Database, loaded: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    link_photos(database, home(), options())
    whole = edges(database)
    monkeypatch.setattr("photograph.jobs.link.plans._EXACT_PHOTOS", 0)
    monkeypatch.setattr("photograph.jobs.link.plans.WIDER", (0.2,))

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr("photograph.jobs.link.run.audit_edges", stop)
        with pytest.raises(KeyboardInterrupt):
            link_photos(database, home(), options())
    assert edges(database) >= whole  # nothing is missing in the middle
    monkeypatch.undo()
    link_photos(database, home(), options())

    assert edges(database) == whole
    assert run(database, "CALL gds.graph.list() YIELD graphName RETURN graphName") == []


def edges(database: Database) -> set[tuple[str, str]]:
    rows = run(
        database,
        "MATCH (p:Photo)-[:IS_SIMILAR_TO]->(q:Photo) RETURN p.path AS p, q.path AS q",
    )
    return {(min(row["p"], row["q"]), max(row["p"], row["q"])) for row in rows}


def test_vectors_come_from_the_parquet_where_it_is_the_same_and_else_from_the_server(
    database: Database, neo4j: Home, tmp_path: Path
) -> None:
    place = neo4j.embeddings / "audited" / NETWORK / EMBEDDINGS_FILE
    file, vectors = photos_file(place, count=30, root="audited")
    load_collection(file, database, neo4j)

    same = read_graph_vectors(database, NETWORK, neo4j)
    other = unit_vectors(30, seed=9)
    photos_file(place, count=30, root="audited", seed=9)
    from_server = read_graph_vectors(database, NETWORK, neo4j)
    place.unlink()

    assert same.keys == from_server.keys == [("audited", f"p{n:03}.jpg") for n in range(30)]
    assert np.array_equal(same.vectors, vectors)
    assert not np.allclose(vectors, other)
    assert np.array_equal(from_server.vectors, vectors)
