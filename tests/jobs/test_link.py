"""`link` builds exactly the edges worth having, once each, and again the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.link.explain import explain_link
from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.run import link_photos
from photograph.jobs.similar import similar_photos
from photograph.jobs.status import read_status
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import Vectors, photo_row, photos_file, provenance, write_embeddings
from tests.jobs.edges import Edges, edges_in, numpy_edges

TOP_K = 5
CUTOFF = 0.6


def exact_edges(vectors: Vectors, top_k: int = TOP_K, cutoff: float = CUTOFF) -> Edges:
    return numpy_edges(vectors, top_k, cutoff)


def loaded(database: Database, tmp_path: Path, count: int = 40) -> Vectors:
    file, vectors = photos_file(tmp_path / "e.parquet", count=count)
    load_collection(file, database, home())
    return vectors


def link(database: Database, top_k: int = TOP_K, cutoff: float = CUTOFF) -> LinkReport:
    return link_photos(database, home(), LinkOptions(None, top_k, cutoff))


def test_the_edges_are_those_of_numpy_with_its_cosines(database: Database, tmp_path: Path) -> None:
    vectors = loaded(database, tmp_path)

    linked = link(database)

    found, wanted = edges_in(database), exact_edges(vectors)
    assert found.keys() == wanted.keys()
    assert linked.edges == len(wanted) > 50
    for pair, cosine in wanted.items():
        assert found[pair] == pytest.approx(cosine, abs=1e-4)


def test_no_photo_is_linked_to_itself(database: Database, tmp_path: Path) -> None:
    loaded(database, tmp_path)

    link(database, cutoff=-1.0)

    assert edges_in(database)
    assert all(len(pair) == 2 for pair in edges_in(database))


def test_a_second_run_leaves_the_same_edges(database: Database, tmp_path: Path) -> None:
    loaded(database, tmp_path)
    link(database)
    before = edges_in(database)

    second = link(database)

    assert edges_in(database) == before
    assert second.removed == 0


def test_a_higher_cutoff_removes_the_edges_below_it(database: Database, tmp_path: Path) -> None:
    vectors = loaded(database, tmp_path)
    link(database)
    higher = 0.9

    linked = link(database, cutoff=higher)

    assert edges_in(database).keys() == exact_edges(vectors, cutoff=higher).keys()
    assert linked.removed == len(exact_edges(vectors)) - len(exact_edges(vectors, cutoff=higher))
    assert linked.removed > 0


def test_edges_that_a_person_drew_and_foreign_nodes_survive(
    database: Database, tmp_path: Path
) -> None:
    loaded(database, tmp_path)
    run(
        database,
        """MATCH (a:Photo {path: 'p000.jpg'}), (b:Photo {path: 'p001.jpg'})
        CREATE (a)-[:IS_SIMILAR_TO {because: 'I say so'}]->(b)
        CREATE (a)-[:LIKED_BY]->(:Person {name: 'Ada'})
        CREATE (:Photo {path: 'foreign', embedding: [1.0, 2.0]})""",
    )

    link(database)
    link(database)

    rows = run(
        database,
        """MATCH (:Person {name: 'Ada'})<-[:LIKED_BY]-(a)-[edge:IS_SIMILAR_TO]->(b)
        WHERE edge.because = 'I say so'
        MATCH (foreign:Photo {path: 'foreign'})
        RETURN properties(edge) AS edge, COUNT { (foreign)--() } AS links""",
    )
    assert rows == [{"edge": {"because": "I say so"}, "links": 0}]


@pytest.mark.slow
def test_photos_of_two_networks_are_never_compared(database: Database, tmp_path: Path) -> None:
    loaded(database, tmp_path)
    other, _ = photos_file(tmp_path / "o.parquet", count=6, root="r", network="other", dims=16)
    load_collection(other, database, home())

    with pytest.raises(PhotographError, match="photos of 2 networks"):
        link(database)
    link_photos(database, home(), LinkOptions("other", TOP_K, CUTOFF))
    link_photos(database, home(), LinkOptions("test-network", TOP_K, CUTOFF))

    mixed = run(
        database,
        """MATCH (a:Photo)-[:IS_SIMILAR_TO]->(b:Photo)
        RETURN a.network = b.network AS same, count(*) AS edges ORDER BY same""",
    )
    assert [row["same"] for row in mixed] == [True]


def test_the_projection_is_dropped_even_where_the_job_fails(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photograph.jobs.link.plans._EXACT_PHOTOS", 0)
    loaded(database, tmp_path)

    with pytest.raises(Exception, match="topK"):
        link(database, top_k=-3)

    assert run(database, "CALL gds.graph.list() YIELD graphName RETURN graphName") == []
    assert edges_in(database) == {}


def test_one_photo_alone_has_no_edges(database: Database, tmp_path: Path) -> None:
    loaded(database, tmp_path, count=1)

    assert link(database).edges == 0


def test_top_k_may_exceed_the_number_of_photos(database: Database, tmp_path: Path) -> None:
    vectors = loaded(database, tmp_path, count=4)

    link(database, top_k=50, cutoff=-1.0)

    assert edges_in(database).keys() == exact_edges(vectors, top_k=3, cutoff=-1.0).keys()


def test_an_empty_graph_is_a_clear_failure(database: Database) -> None:
    with pytest.raises(PhotographError, match="no photo with an embedding"):
        link(database)


def test_the_run_is_written_down_and_status_reads_it(database: Database, tmp_path: Path) -> None:
    loaded(database, tmp_path)

    linked = link(database)

    status = read_status(database)
    assert (status["photos"], status["embedded"]) == (40, 40)
    assert status["edges"] == linked.edges
    assert status["labels"] == 2
    assert status["network"] == "test-network"
    assert status["lastLink"]["runId"] == linked.run_id
    assert status["lastLink"]["topK"] == TOP_K
    assert (status["gds"], status["apoc"]) == ("2.13.9", "5.26.19")
    assert status["neo4j"].startswith("5.26.")


def test_the_query_of_the_old_script_returns_each_neighbour_once(
    database: Database, tmp_path: Path
) -> None:
    vectors = loaded(database, tmp_path)
    link(database)

    rows = run(
        database,
        """MATCH (p:Photo {filename: 'p003.jpg'})-[r:IS_SIMILAR_TO]-(q:Photo)
        RETURN q.filename AS q""",
    )
    wanted = [set(pair) - {"p003.jpg"} for pair in exact_edges(vectors) if "p003.jpg" in pair]
    assert sorted(str(row["q"]) for row in rows) == sorted(str(*other) for other in wanted)


def test_similar_finds_by_path_and_by_file_name(database: Database, tmp_path: Path) -> None:
    vectors = loaded(database, tmp_path)
    rows = [photo_row("sub/name.jpg", vectors[0])]
    other = write_embeddings(tmp_path / "o.parquet", rows, provenance(root="other"))
    load_collection(other, database, home())
    link(database)

    by_name = similar_photos(database, "name.jpg", 3)
    by_path = similar_photos(database, "sub/name.jpg", 3)

    assert by_name == by_path
    assert (by_name[0].root, by_name[0].path) == ("holiday", "p000.jpg")
    assert by_name[0].cosine == pytest.approx(1.0, abs=1e-6)


def test_similar_refuses_a_name_that_is_unknown_or_means_several(
    database: Database, tmp_path: Path
) -> None:
    vectors = loaded(database, tmp_path)
    rows = [photo_row(f"{folder}/same.jpg", vectors[0]) for folder in "ab"]
    other = write_embeddings(tmp_path / "o.parquet", rows, provenance(root="other"))
    load_collection(other, database, home())

    with pytest.raises(PhotographError, match=r"No photo .* 'none\.jpg'"):
        similar_photos(database, "none.jpg", 3)
    with pytest.raises(PhotographError, match="photos are called"):
        similar_photos(database, "same.jpg", 3)


def test_explain_counts_what_each_cutoff_would_keep_and_writes_nothing(
    database: Database, tmp_path: Path
) -> None:
    vectors = loaded(database, tmp_path)

    photos, every = explain_link(database, home(), LinkOptions(None, TOP_K, CUTOFF))

    assert photos == 40
    assert len(every) == 20
    for kept in every:
        wanted = exact_edges(vectors, cutoff=kept.cutoff)
        assert kept.edges == len(wanted)
        assert kept.linked == len({path for pair in wanted for path in pair})
    assert edges_in(database) == {}


def test_similar_shows_the_edges_of_one_network_where_it_is_named(
    database: Database, tmp_path: Path
) -> None:
    loaded(database, tmp_path)
    run(
        database,
        """MATCH (a:Photo {path: 'p000.jpg'}), (b:Photo {path: 'p001.jpg'}), (c {path: 'p002.jpg'})
        SET a.network_two = 'two'
        CREATE (a)-[:IS_SIMILAR_TO {network: 'test-network', cosineSimilarity: 0.7}]->(b)
        CREATE (a)-[:IS_SIMILAR_TO {network: 'two', cosineSimilarity: 0.9}]->(b)
        CREATE (a)-[:IS_SIMILAR_TO {network: 'two', cosineSimilarity: 0.8}]->(c)""",
    )

    def found(network: str | None) -> list[tuple[str, float]]:
        return [(row.path, row.cosine) for row in similar_photos(database, "p000.jpg", 5, network)]

    assert found(None) == found("two") == [("p001.jpg", 0.9), ("p002.jpg", 0.8)]
    assert found("test-network") == [("p001.jpg", 0.7)]
    with pytest.raises(PhotographError, match="No photo has an embedding of three"):
        found("three")


def test_similar_takes_the_name_of_the_root_before_the_path(
    database: Database, tmp_path: Path
) -> None:
    vectors = loaded(database, tmp_path)
    row = photo_row("p000.jpg", vectors[7])
    load_collection(
        write_embeddings(tmp_path / "o.parquet", [row], provenance(root="other")), database, home()
    )
    link(database)

    with pytest.raises(PhotographError, match=r"Give a path: holiday/p000\.jpg, other/p000\.jpg"):
        similar_photos(database, "p000.jpg", 1)
    assert similar_photos(database, "other/p000.jpg", 1)[0].path == "p007.jpg"
