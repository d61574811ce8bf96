"""An export holds the whole graph of photograph, and an empty database becomes equal to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.load.export import ExportReport, export_graph
from photograph.load.options import LoadOptions
from photograph.load.restore import RestoreReport, restore
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photos_file, unit_vectors
from tests.load.test_ways import embeddings  # noqa: F401 - a fixture
from tests.load.whole_graph import link, whole_graph

COUNT = 30

MISSING = "pandas and networkx are not installed: make test installs them"


def two_networks_and_two_roots(database: Database, tmp_path: Path, odd: Path) -> None:
    """Thirty photos with two networks, twelve odd ones of another root, linked."""
    one = photos_file(tmp_path / "one.parquet", COUNT, root="one")[0]
    two = photos_file(tmp_path / "two.parquet", COUNT, root="one", network="two", dims=16)[0]
    load_collection(one, database, home())
    load_collection(two, database, home(), LoadOptions(name="second"))
    load_collection(odd, database, home())
    link(database, "test-network")
    link(database, "two")
    run(database, "MATCH (p:Photo) WHERE p.root = 'one' SET p.classificationList = [0.1, 1e-12]")


@pytest.mark.slow
def test_an_export_loaded_into_an_empty_database_gives_the_same_graph(
    database: Database,
    tmp_path: Path,
    embeddings: Path,  # noqa: F811
) -> None:
    two_networks_and_two_roots(database, tmp_path, embeddings)
    before = whole_graph(database)

    exported = export_graph(tmp_path / "out", database)
    run(database, "MATCH (n) DETACH DELETE n")
    restored = restore(tmp_path / "out", database)

    assert whole_graph(database) == before
    edges = run(database, "MATCH ()-[r:IS_SIMILAR_TO]->() RETURN count(r) AS edges")[0]["edges"]
    assert exported == ExportReport(COUNT + 12, edges)
    assert restored == RestoreReport(COUNT + 12, edges, 2)
    restore(tmp_path / "out", database)
    assert whole_graph(database) == before


def test_two_exports_of_the_same_graph_are_the_same(database: Database, tmp_path: Path) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", COUNT)[0], database, home())
    link(database)

    for name in "ab":
        export_graph(tmp_path / name, database)

    a, b = (pq.read_table(tmp_path / name / "photos.parquet") for name in "ab")
    assert a.equals(b)


def test_pandas_and_networkx_read_it(database: Database, tmp_path: Path) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", COUNT)[0], database, home())
    linked = link(database)

    export_graph(tmp_path, database)

    photos = pq.read_table(tmp_path / "photos.parquet")
    edges = pq.read_table(tmp_path / "edges.parquet")
    found = {row["id"]: row["embedding"] for row in photos.to_pylist()}
    assert np.array_equal(np.array(found["holiday/p003.jpg"], np.float32), unit_vectors(COUNT)[3])
    assert set(edges["source"].to_pylist() + edges["target"].to_pylist()) <= found.keys()
    assert edges.num_rows == linked.edges
    pandas = pytest.importorskip("pandas", reason=MISSING)
    networkx = pytest.importorskip("networkx", reason=MISSING)
    frame = pandas.read_parquet(tmp_path / "edges.parquet")
    graph = networkx.from_pandas_edgelist(frame, edge_attr="cosine_similarity")
    assert graph.number_of_edges() == linked.edges


def test_an_export_with_a_wrong_embedding_is_refused_before_anything_is_written(
    database: Database, tmp_path: Path
) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", 3)[0], database, home())
    run(database, "MATCH (p:Photo {path: 'p001.jpg'}) SET p.embedding = [x IN range(1, 7) | 2.0]")
    export_graph(tmp_path, database)
    run(database, "MATCH (n) DETACH DELETE n")

    with pytest.raises(PhotographError, match=r"'p001\.jpg' has 7 numbers, not 8"):
        restore(tmp_path, database)

    assert whole_graph(database) == ({}, [])


def test_a_folder_that_is_no_export_is_a_clear_failure(database: Database, tmp_path: Path) -> None:
    with pytest.raises(PhotographError, match=r"photos\.parquet can't be read"):
        restore(tmp_path, database)
    photos_file(tmp_path / "photos.parquet", 3)
    with pytest.raises(PhotographError, match="has no column id"):
        restore(tmp_path, database)
