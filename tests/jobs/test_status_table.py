"""`status` tells a person in words what `status --json` tells a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.link.scope import LinkScope
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photos_file
from tests.in_process import run_here


def told() -> dict[str, str]:
    ran = run_here("status")
    assert ran.code == 0, ran.err
    header, _, *rows = ran.out.splitlines()
    at = header.index("value")
    return {row[:at].rstrip(): row[at:] for row in rows}


def test_an_empty_graph(database: Database) -> None:
    found = told()

    assert (found["photos"], found["network"], found["edges"]) == ("0", "none", "0")
    assert found["last link"] == "never: photograph link"
    assert found["server"] == f"{database.target.uri}, Neo4j 5.26.30"
    assert found["nodes in all"] == "0"


@pytest.mark.slow
def test_the_last_link_run_is_told_in_words(database: Database, tmp_path: Path) -> None:
    load_collection(photos_file(tmp_path / "e.parquet")[0], database, home())
    linked = link_photos(
        database, home(), LinkOptions(cutoff=0.5, scope=LinkScope(within=3600, radius=5000))
    )
    run(database, "CREATE (:Photo {root: 'r', path: 'p'})-[:LIKED_BY]->(:Person)")

    found = told()
    every = " ".join(found.values())

    assert found["photos"] == "41, 1 of them without an embedding"
    assert found["network"] == "test-network"
    assert found["last link"].startswith("20")
    assert found["last link"].endswith(" s")
    assert found["  how"] == "knn of test-network"
    assert found["edges"] == found["  edges"] == str(linked.edges)
    assert linked.recall is not None
    assert found["  recall"].startswith(f"{linked.recall.recall:.3f} (")
    assert "the 10 nearest of each photo, cosine of at least 0.5" in found["  limits"]
    assert "within 3,600 s, taken within 5,000 m" in found["  limits"]
    assert "Person 1, Photo 41" in found["nodes in all"]
    assert "LIKED_BY 1" in found["relationships in all"]
    for of_python in ("neo4j.time", "{", "None", "'"):
        assert of_python not in every


def test_a_run_that_was_interrupted_and_one_of_a_person(database: Database) -> None:
    run(database, "CREATE (:LinkRun {startedAt: datetime('2026-01-02T03:04:05Z'), method: 'knn'})")
    interrupted = told()
    run(database, "MATCH (run:LinkRun) SET run = {startedAt: 'yesterday', millis: 1200}")
    odd = told()

    assert interrupted["last link"].startswith("2026-01-02 03:04+00:00, interrupted: photograph")
    assert interrupted["  how"] == "knn"
    assert odd["last link"] == "at yesterday, 1.2 s"


def test_json_is_for_scripts_as_before(database: Database, tmp_path: Path) -> None:
    load_collection(photos_file(tmp_path / "e.parquet")[0], database, home())
    link_photos(database, home(), LinkOptions())

    found = json.loads(run_here("status", "--json").out)

    assert found["photos"] == found["embedded"] == 40
    assert found["lastLink"]["network"] == found["network"] == "test-network"
    assert set(found) == (
        set("photos embedded edges labels network lastLink database neo4j gds apoc".split())
    )
