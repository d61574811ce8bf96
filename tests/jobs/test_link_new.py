"""A few new photos are linked by themselves, and the graph is as if all were linked again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.run import link_photos
from photograph.load.options import LoadOptions
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import Vectors, photo_row, provenance, unit_vectors, write_embeddings
from tests.jobs.edges import edges_in, numpy_edges

K, CUTOFF, PHOTOS = 5, 0.3, 120
ALL, NEW = "link-all", "link-new"
# So small, the audit sees every photo: what reaches 1 is exact.
EXACT = {"top_k": K, "cutoff": CUTOFF, "target_recall": 1.0}


def load(
    database: Database, folder: Path, vectors: Vectors, names: list[str], prune: bool = False
) -> None:
    rows = [
        photo_row(name, vector, content_hash=f"{name} {vector[0]}")
        for name, vector in zip(names, vectors, strict=True)
    ]
    file = write_embeddings(folder / "e.parquet", rows, provenance())
    load_collection(file, database, home(), LoadOptions(prune=prune))


def names_of(count: int) -> list[str]:
    return [f"p{index:03}.jpg" for index in range(count)]


def link(database: Database, **options: object) -> LinkReport:
    return link_photos(database, home(), LinkOptions(**{**EXACT, **options}))  # type: ignore[arg-type]


@pytest.fixture
def vectors(database: Database, tmp_path: Path) -> Vectors:
    """All vectors; the photos of all but the last six are loaded and linked."""
    every = unit_vectors(PHOTOS)
    load(database, tmp_path, every[:-6], names_of(PHOTOS - 6))
    assert link(database).job == ALL
    return every


def test_new_photos_are_linked_as_a_full_link_would(
    database: Database, tmp_path: Path, vectors: Vectors
) -> None:
    before = edges_in(database)
    load(database, tmp_path, vectors, names_of(PHOTOS))

    linked = link(database)

    assert (linked.job, linked.photos) == (NEW, 6)
    found, wanted = edges_in(database), numpy_edges(vectors, K, CUTOFF)
    assert found.keys() == wanted.keys()
    assert before.keys() - found.keys()  # some old photo has let go of its farthest
    for pair, cosine in wanted.items():
        assert found[pair] == pytest.approx(cosine, abs=1e-4)
    assert 6 * K <= linked.edges < len(wanted)
    assert linked.recall
    assert linked.recall.recall == 1


def test_with_nothing_new_nothing_changes(database: Database, vectors: Vectors) -> None:
    before = edges_in(database)

    linked = link(database)

    assert (linked.job, linked.photos) == (NEW, 0)
    assert edges_in(database) == before


@pytest.mark.slow
def test_a_photo_that_changed_loses_its_old_edges_and_gets_true_ones(
    database: Database, tmp_path: Path, vectors: Vectors
) -> None:
    loaded = vectors[:-6].copy()
    loaded[7] = vectors[-1]
    load(database, tmp_path, loaded, names_of(PHOTOS - 6))

    assert not any("p007.jpg" in pair for pair in edges_in(database))
    linked = link(database)

    assert linked.job in (NEW, ALL)
    assert edges_in(database).keys() == numpy_edges(loaded, K, CUTOFF).keys()


def test_who_lost_a_neighbour_gets_another(
    database: Database, tmp_path: Path, vectors: Vectors
) -> None:
    left = np.delete(np.arange(PHOTOS - 6), 3)
    names = [names_of(PHOTOS)[index] for index in left]
    load(database, tmp_path, vectors[left], names, prune=True)

    linked = link(database)

    assert linked.job == NEW
    assert linked.photos >= K
    wanted = numpy_edges(vectors[left], K, CUTOFF, names)
    assert edges_in(database).keys() == wanted.keys()


@pytest.mark.parametrize(
    "options", [{"full": True}, {"top_k": 6}, {"cutoff": 0.4}, {"method": "node-similarity"}]
)
def test_all_are_linked_where_that_is_asked_or_the_last_run_was_another(
    database: Database, vectors: Vectors, options: dict[str, object]
) -> None:
    assert link(database, **options).job != NEW


def test_all_are_linked_where_many_are_new(
    database: Database, tmp_path: Path, vectors: Vectors
) -> None:
    many = unit_vectors(PHOTOS + 10)
    load(database, tmp_path, many, names_of(len(many)))

    assert link(database).job == ALL
    assert edges_in(database).keys() == numpy_edges(many, K, CUTOFF).keys()


def test_all_are_linked_after_a_run_that_was_interrupted(
    database: Database, vectors: Vectors
) -> None:
    run(database, "MATCH (run:LinkRun) REMOVE run.millis")

    assert link(database).job == ALL
    assert run(database, "MATCH (run:LinkRun) RETURN count(run) AS runs") == [{"runs": 1}]


def test_all_are_linked_where_the_index_is_gone(database: Database, vectors: Vectors) -> None:
    run(database, "DROP INDEX photograph_photo_embedding")

    assert link(database).job == ALL


@pytest.mark.slow
def test_all_are_linked_where_the_audit_finds_that_edges_are_missing(
    database: Database, vectors: Vectors, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = edges_in(database)
    run(database, "MATCH ()-[r:IS_SIMILAR_TO]->() WITH r LIMIT 60 DELETE r")

    linked = link(database)

    assert linked.job == ALL
    assert "linking all" in capsys.readouterr().err
    assert edges_in(database).keys() == whole.keys()


def test_edges_that_a_person_drew_stay(
    database: Database, tmp_path: Path, vectors: Vectors
) -> None:
    run(
        database,
        """MATCH (a:Photo {path: 'p000.jpg'}), (b:Photo {path: 'p001.jpg'})
        CREATE (a)-[:IS_SIMILAR_TO {cosineSimilarity: 0.01, because: 'I say so'}]->(b)""",
    )
    load(database, tmp_path, vectors, names_of(PHOTOS))

    assert link(database).job == NEW

    drawn = "MATCH ()-[r:IS_SIMILAR_TO {because: 'I say so'}]->() RETURN count(r) AS edges"
    assert run(database, drawn) == [{"edges": 1}]
