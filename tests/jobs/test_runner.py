"""One runner takes every job: what it needs, its order, its report, and its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from neo4j.exceptions import ClientError

from photograph.cypher import statement, statements
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.catalogue import JOBS, LINK_ALL, SIMILARITY_GRAPH
from photograph.jobs.job import Job, JobStep
from photograph.jobs.runner import SearchTry, TryVerdict, run_job
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run, run_photograph
from tests.embeddings import photos_file

COUNT = Job("count", "Counts.", search=(JobStep("link/count_edges"),), plugins=(), reads=())
VALUES = {"method": "knn", "network": "test-network"}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_is_made_of_statements_and_reports_what_they_return(job: Job) -> None:
    texts = [statement(step.statement).text for step in job.steps]

    assert job.search
    for column in job.reports:
        assert any(f"AS {column}" in text or f" {column}" in text for text in texts)
    for step in job.steps:
        batched = "IN TRANSACTIONS" in statement(step.statement).text
        assert step.batches == batched


def test_the_parameters_of_a_job_are_those_of_its_statements() -> None:
    assert {"graph", "topK", "cutoff", "batch", "runId"} <= set(LINK_ALL.parameters)
    assert SIMILARITY_GRAPH.parameters == ("graph", "method", "network")


def test_every_linking_statement_that_writes_edges_is_in_a_job() -> None:
    used = {step.statement for job in JOBS for step in job.steps}

    writing = {
        s.name for s in statements("link") if "IS_SIMILAR_TO" in s.text and "MERGE" in s.text
    }
    assert len(writing) == 4
    assert writing <= {name.rpartition("/")[2] and name for name in used}


def test_a_missing_property_is_one_line(database: Database) -> None:
    job = Job("needy", "Needs.", search=(JobStep("link/count_edges"),), plugins=(), reads=("mood",))

    with pytest.raises(PhotographError, match="has the property mood"):
        run_job(database, job, VALUES)


def test_a_missing_plugin_is_one_line(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photograph.jobs.runner.has_function", lambda *_: None)

    with pytest.raises(
        PhotographError, match="no Graph Data Science plugin, which the job link-all needs"
    ):
        run_job(database, LINK_ALL, VALUES)


def test_a_search_goes_on_until_it_is_good(database: Database) -> None:
    tries = [SearchTry({"number": number}) for number in range(5)]

    report = run_job(
        database,
        COUNT,
        VALUES,
        tries,
        lambda known: TryVerdict(known["number"] == 2, {"seen": known["number"]}),
    )

    assert report.values["seen"] == 2
    assert report.values["runId"] != report.values["begun"]


def test_the_numbers_of_the_parts_are_added_up(database: Database, tmp_path: Path) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", 6)[0], database, home())
    run(
        database,
        """MATCH (a:Photo {path: 'p000.jpg'}), (b:Photo {path: 'p001.jpg'})
        CREATE (a)-[:IS_SIMILAR_TO {method: 'knn', network: 'test-network', runId: 'r'}]->(b)""",
    )

    report = run_job(database, COUNT, VALUES, [SearchTry({}, ({}, {}, {}))])

    assert report.values["edges"] == 3


def test_what_always_comes_last_comes_after_a_failure_too(
    database: Database, tmp_path: Path
) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", 6)[0], database, home())
    job = Job(
        "broken",
        "Breaks.",
        prepare=(JobStep("link/project_photos"),),
        search=(JobStep("link/find_nearest"),),
        always=(JobStep("link/drop_projection"),),
    )
    wrong = {"width": -1, "sampleRate": 1.0, "maxIterations": 1, "similarityCutoff": 0.0}

    with pytest.raises(ClientError, match="topK"):
        run_job(database, job, {**VALUES, **wrong, "concurrency": 1, "randomSeed": None})

    assert run(database, "CALL gds.graph.list() YIELD graphName RETURN graphName") == []


def test_the_command_lists_every_job(database: Database) -> None:
    shown = run_photograph("jobs")
    spoken = json.loads(run_photograph("jobs", "--json").out)

    for job, told in zip(JOBS, spoken, strict=True):
        assert job.title in shown.out
        assert told["name"] == job.name
        assert told["statements"] == [step.statement for step in job.steps]
        assert told["parameters"] == list(job.parameters)
