"""`--through-graph` ranks as a dense linear solve does, and never from a stale projection."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from photograph.array_types import Floats64
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.through_graph import RankedPhoto, cached_projection, near_photos
from photograph.load.options import LoadOptions
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
from tests.cypher.saved_queries import with_values
from tests.embeddings import photo_row, photos_file, provenance, unit_vectors, write_embeddings
from tests.test_failures import assert_one_line

pytestmark = pytest.mark.slow

COUNT, ROOT, NETWORK = 60, "holiday", "test-network"
DAMPING = 0.85
Scores = dict[str, float]


@pytest.fixture
def linked(database: Database, tmp_path: Path) -> Database:
    """60 photos in five overlapping clusters, linked."""
    load_collection(photos_file(tmp_path / "e.parquet", COUNT)[0], database, home())
    link(database)
    return database


def link(database: Database, network: str = NETWORK, cutoff: float = 0.3, top_k: int = 5) -> None:
    link_photos(database, home(), LinkOptions(network, top_k, cutoff))


def near(database: Database, path: str = "p003.jpg", k: int = COUNT) -> list[RankedPhoto]:
    return near_photos(database, (ROOT, path), k)


def expected(database: Database, path: str = "p003.jpg") -> Scores:
    """(I - .85 Pᵀ)⁻¹ · .15 e over the edges as they are, divided by the root of the degree."""
    rows = run(
        database,
        """MATCH (a:Photo)-[r:IS_SIMILAR_TO {method: 'knn', network: $network}]->(b:Photo)
        WHERE r.cosineSimilarity > 0
        RETURN a.path AS a, b.path AS b, r.cosineSimilarity AS cosine""",
        network=NETWORK,
    )
    paths = sorted({str(row[end]) for row in rows for end in "ab"})
    at = {name: index for index, name in enumerate(paths)}
    weights: Floats64 = np.zeros((len(paths), len(paths)))
    for row in rows:
        one, other = at[row["a"]], at[row["b"]]
        weights[one, other] = weights[other, one] = row["cosine"] ** 3
    degree = weights.sum(axis=0)
    start = np.zeros(len(paths))
    start[at[path]] = 1 - DAMPING
    walk = np.eye(len(paths)) - DAMPING * (weights / degree)
    scores = np.linalg.solve(walk, start) / np.sqrt(degree)
    return {name: float(scores[at[name]]) for name in paths if name != path}


def assert_ranked(found: list[RankedPhoto], wanted: Scores) -> None:
    """The same scores but for a constant, best first, but for near ties."""
    seen = {row.path: row.score for row in found}
    best = max(wanted.values())
    clear = [path for path, score in wanted.items() if score > best / 100]
    assert len(clear) >= 10
    assert [row.score for row in found] == sorted(seen.values(), reverse=True)
    for path in clear:
        assert seen[path] / found[0].score == pytest.approx(wanted[path] / best, abs=1e-2)
    for one, next_one in pairwise(found[:10]):
        assert wanted[one.path] > wanted[next_one.path] - 1e-2 * best


def test_the_scores_are_those_of_a_dense_solve(linked: Database) -> None:
    link(linked, cutoff=0.05, top_k=20)  # weak edges too, so that their weights count
    wanted = expected(linked)

    found = near(linked)

    assert_ranked(found, wanted)
    assert "p003.jpg" not in {row.path for row in found}
    assert {row.root for row in found} == {ROOT}


def test_it_reaches_photos_that_are_not_linked_to_the_photo(linked: Database) -> None:
    rows = run(linked, "MATCH (:Photo {path: 'p003.jpg'})-[:IS_SIMILAR_TO]-(q) RETURN q.path AS q")

    found = near(linked)

    assert len(found) > len({row["q"] for row in rows}) > 0
    assert found[:4] == near(linked, k=4)


def test_other_methods_other_networks_and_a_person_s_edges_do_not_count(linked: Database) -> None:
    before = near(linked)
    run(
        linked,
        """MATCH (a:Photo {path: 'p003.jpg'})
        CREATE (foreign:Photo {path: 'foreign'})
        WITH a, foreign
        MATCH (b:Photo) WHERE b <> a
        CREATE (a)-[:IS_SIMILAR_TO {cosineSimilarity: 1.0}]->(b)
        CREATE (a)-[:IS_SIMILAR_TO {cosineSimilarity: 1.0, method: 'node-similarity',
          network: $network}]->(b)
        CREATE (a)-[:IS_SIMILAR_TO {cosineSimilarity: 1.0, method: 'knn', network: 'o'}]->(b)
        CREATE (b)-[:IS_SIMILAR_TO {cosineSimilarity: -0.5, method: 'knn',
          network: $network}]->(a)
        CREATE (foreign)-[:IS_SIMILAR_TO {cosineSimilarity: 1.0, method: 'knn',
          network: $network}]->(b)""",
        network=NETWORK,
    )

    after = near(linked)

    assert [row.path for row in after] == [row.path for row in before]
    for one, other in zip(after, before, strict=True):
        assert one.score == pytest.approx(other.score, rel=1e-9)


def test_the_projection_is_kept_while_the_database_is_the_same(linked: Database) -> None:
    near(linked)
    first = graphs(linked)

    near(linked, "p004.jpg")

    assert len(first) == 1
    assert graphs(linked) == first
    [graph] = first
    assert graph["graph"] == cached_projection(linked, NETWORK)


def graphs(database: Database) -> list[dict[str, object]]:
    return run(
        database,
        """CALL gds.graph.list() YIELD graphName, creationTime
        RETURN graphName AS graph, creationTime AS made""",
    )


@pytest.mark.parametrize(
    "change",
    [
        "MATCH (q:Photo {path: 'p008.jpg'}) DETACH DELETE q",
        "MATCH (:Photo {path: 'p003.jpg'})-[r:IS_SIMILAR_TO]-() WITH r LIMIT 1 DELETE r",
        "MATCH (:Photo {path: 'p003.jpg'})-[r:IS_SIMILAR_TO]-() SET r.cosineSimilarity = 0.01",
        # The counters stay what they were: one edge goes, another comes.
        """MATCH (a:Photo {path: 'p003.jpg'})-[r:IS_SIMILAR_TO]-()
        WITH a, r LIMIT 1
        MATCH (b:Photo {path: 'p059.jpg'})
        CREATE (a)-[new:IS_SIMILAR_TO]->(b) SET new = properties(r)
        DELETE r""",
    ],
    ids=["photo deleted", "edge deleted", "edge changed", "edge replaced"],
)
def test_any_change_of_the_graph_counts_at_once(linked: Database, change: str) -> None:
    near(linked)
    before, wanted = graphs(linked), expected(linked)
    run(linked, change)

    found = near(linked)

    assert expected(linked) != wanted
    assert_ranked(found, expected(linked))
    assert len(graphs(linked)) == 1
    assert graphs(linked) != before


def test_a_new_link_run_makes_a_new_projection_and_drops_the_old(linked: Database) -> None:
    near(linked)
    link(linked, cutoff=0.6)

    found = near(linked)

    assert_ranked(found, expected(linked))
    assert len(graphs(linked)) == 1


def test_a_projection_that_was_left_without_degrees_is_repaired(linked: Database) -> None:
    graph = cached_projection(linked, NETWORK)
    run(linked, f"CALL gds.graph.nodeProperties.drop('{graph}', 'degree') YIELD graphName RETURN 1")

    assert_ranked(near(linked), expected(linked))


def test_a_photo_without_edges_has_none_near_it(linked: Database) -> None:
    run(linked, "MATCH (:Photo {path: 'p003.jpg'})-[r:IS_SIMILAR_TO]-() DELETE r")

    assert near(linked) == []
    assert near(linked, "p004.jpg")


def test_several_networks_on_one_photo_need_a_name(linked: Database, tmp_path: Path) -> None:
    vectors = unit_vectors(COUNT, 16, seed=9)
    rows = [photo_row(f"p{i:03}.jpg", vector) for i, vector in enumerate(vectors)]
    file = write_embeddings(tmp_path / "t.parquet", rows, provenance(network="two", dims=16))
    before = near(linked, k=5)
    load_collection(file, linked, home(), LoadOptions(name="two"))
    only_one_links = near(linked, k=5)
    link(linked, "two")

    with pytest.raises(PhotographError, match="photos of 2 networks"):
        near(linked)
    with pytest.raises(PhotographError, match="No photo has an embedding of three"):
        near_photos(linked, (ROOT, "p003.jpg"), 5, "three")
    one = near_photos(linked, (ROOT, "p003.jpg"), 5, NETWORK)
    two = near_photos(linked, (ROOT, "p003.jpg"), 5, "two")

    assert [row.path for row in before] == [row.path for row in only_one_links]
    assert [row.path for row in one] == [row.path for row in before]
    assert [row.path for row in two] != [row.path for row in before]
    assert len(graphs(linked)) == 2


def test_the_command_prints_a_table_and_json(linked: Database, neo4j: Home) -> None:
    table = run_photograph("similar", "p003.jpg", "--through-graph", "-k", "3")
    spoken = run_photograph("similar", "p003.jpg", "--through-graph", "-k", "3", "--json")
    unknown = run_photograph("similar", "none.jpg", "--through-graph")

    found = near(linked, k=3)
    assert table.out.splitlines()[0].split() == ["photo", "root", "score", "copies"]
    assert [line.split()[0] for line in table.out.splitlines()[2:]] == [row.path for row in found]
    assert json.loads(spoken.out) == [{**vars(row), "copies": 0} for row in found]
    assert_one_line(unknown, "there is no such file", "photograph extract, load, link")


def test_the_file_for_browser_gives_what_the_command_gives(linked: Database) -> None:
    query = with_values("similar_through_the_graph", filename="p003.jpg", k=7)
    wanted = near(linked, k=7)

    again = [run(linked, query) for _ in range(2)]

    for rows in again:
        assert [row["path"] for row in rows] == [row.path for row in wanted]
        for row, same in zip(rows, wanted, strict=True):
            assert row["score"] == pytest.approx(same.score, rel=1e-9)
            assert row["photo"]["path"] == row["path"]
    assert [graph["graph"] for graph in graphs(linked)] == [cached_projection(linked, NETWORK)]


def test_the_file_for_browser_finds_nothing_for_a_photo_without_edges(linked: Database) -> None:
    alone, other = (
        with_values("similar_through_the_graph", filename=name) for name in ("p003.jpg", "p004.jpg")
    )
    run(linked, "MATCH (:Photo {path: 'p003.jpg'})-[r:IS_SIMILAR_TO]-() DELETE r")

    assert run(linked, alone) == []
    assert run(linked, other)
