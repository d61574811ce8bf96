"""Photos with like labels are linked by the cosine of their scores, beside the kNN edges."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.graph.methods import LinkMethod
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings

# Scores by label; cosines worked out by hand below.
LABELS: dict[str, dict[str, float]] = {
    "cat-1.jpg": {"cat": 0.6, "sofa": 0.8},
    "cat-2.jpg": {"cat": 0.8, "sofa": 0.6},
    "cat-dog.jpg": {"cat": 0.6, "dog": 0.8},
    "dog.jpg": {"dog": 1.0},
    "alone.jpg": {"boat": 1.0},
}
COSINES = {
    ("cat-1.jpg", "cat-2.jpg"): 0.6 * 0.8 + 0.8 * 0.6,
    ("cat-1.jpg", "cat-dog.jpg"): 0.6 * 0.6,
    ("cat-2.jpg", "cat-dog.jpg"): 0.8 * 0.6,
    ("cat-dog.jpg", "dog.jpg"): 0.8,
}
OPTIONS = LinkOptions(cutoff=0.3, method=LinkMethod.NODE_SIMILARITY)


def load(database: Database, tmp_path: Path, labels: dict[str, dict[str, float]]) -> None:
    rows = [
        photo_row(name, vector, labels=[{"name": n, "score": s} for n, s in scores.items()])
        for (name, scores), vector in zip(labels.items(), unit_vectors(len(labels)), strict=True)
    ]
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())
    load_collection(file, database, home())


def edges(database: Database, method: str) -> dict[tuple[str, ...], float]:
    rows = run(
        database,
        "MATCH (p:Photo)-[r:IS_SIMILAR_TO {method: $method}]->(q:Photo) "
        "RETURN p.path AS p, q.path AS q, r.cosineSimilarity AS cosine",
        method=method,
    )
    return {tuple(sorted((row["p"], row["q"]))): row["cosine"] for row in rows}


def test_the_edges_are_the_cosines_worked_out_by_hand(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, LABELS)

    linked = link_photos(database, home(), OPTIONS)

    found = edges(database, LinkMethod.NODE_SIMILARITY)
    assert found.keys() == COSINES.keys()
    for pair, cosine in COSINES.items():
        assert found[pair] == pytest.approx(cosine, abs=1e-6)
    assert (linked.photos, linked.edges) == (5, 4)


def test_the_edges_of_the_two_methods_live_side_by_side(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, LABELS)
    link_photos(database, home(), LinkOptions(cutoff=-1.0))
    by_embedding = edges(database, "knn")

    link_photos(database, home(), OPTIONS)
    link_photos(database, home(), OPTIONS)

    assert edges(database, "knn") == by_embedding
    assert len(by_embedding) == 10
    assert edges(database, LinkMethod.NODE_SIMILARITY).keys() == COSINES.keys()


def test_a_higher_cutoff_removes_the_edges_below_it(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, LABELS)
    link_photos(database, home(), OPTIONS)

    linked = link_photos(
        database, home(), LinkOptions(cutoff=0.7, method=LinkMethod.NODE_SIMILARITY)
    )

    assert edges(database, LinkMethod.NODE_SIMILARITY).keys() == {
        pair for pair, cosine in COSINES.items() if cosine >= 0.7
    }
    assert linked.removed == 2


def test_photos_without_labels_are_a_clear_failure(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, {"a.jpg": {}, "b.jpg": {}})

    with pytest.raises(PhotographError, match="No photo of test-network shows a label"):
        link_photos(database, home(), OPTIONS)
