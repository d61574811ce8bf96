"""The main job as a person runs it: extract, load, link, ask, over real photos."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from photograph.commands.demo import demo
from photograph.graph.database import Database
from photograph.settings import Home
from tests.conftest import Ran, run, run_photograph, scene

pytestmark = pytest.mark.slow

OLD_QUERY = "MATCH (p:Photo {filename: $name})-[r:IS_SIMILAR_TO]-(q:Photo) RETURN p, r, q"
LOOK_ALIKE = (
    "PXL_20201121_223652162.PORTRAIT-01.COVER.jpg",
    "PXL_20201121_223705333.PORTRAIT-01.COVER.jpg",
)


def run_demo(photos: Path) -> Ran:
    ran = run_photograph("demo", photos)
    assert ran.code == 0, ran.err
    return ran


def neighbours(database: Database, name: str) -> list[str]:
    rows = run(database, OLD_QUERY, name=name)
    return sorted(str(row["q"]["filename"]) for row in rows)


def test_the_demo_shows_each_sample_photo_with_its_most_similar(
    database: Database, neo4j: Home, sample_photos: Path
) -> None:
    names = {file.name for file in sample_photos.glob("*.jpg")}

    ran = run_demo(sample_photos)

    table = [re.split(r"  +", line) for line in ran.out.splitlines() if ".jpg" in line]
    assert {row[0] for row in table} == names
    assert "/browser/" in ran.out
    assert str(neo4j.neo4j / "password") in ran.out
    assert (neo4j.neo4j / "password").read_text().strip() not in ran.out + ran.err


def test_each_sample_photo_is_most_similar_to_one_of_its_own_scene(
    database: Database, neo4j: Home, sample_photos: Path
) -> None:
    demo(str(sample_photos))

    rows = run(
        database,
        """MATCH (p:Photo)-[r:IS_SIMILAR_TO]-(q:Photo)
        WITH p, r, q ORDER BY r.cosineSimilarity DESC
        RETURN p.filename AS photo, head(collect(q.filename)) AS best""",
    )
    same = sum(scene(row["photo"]) == scene(row["best"]) for row in rows)
    assert len(rows) >= 20
    assert same >= 0.9 * len(rows)


def test_a_demo_run_twice_leaves_the_same_graph(
    database: Database, neo4j: Home, sample_photos: Path
) -> None:
    run_demo(sample_photos)
    before = snapshot(database)

    second = run_demo(sample_photos)

    assert snapshot(database) == before
    assert "Embedding" not in second.err


def snapshot(database: Database) -> list[dict[str, Any]]:
    return run(
        database,
        """MATCH (photo:Photo)
        RETURN photo.root AS root, photo.path AS path, properties(photo) AS properties,
          COLLECT { MATCH (photo)-[r:IS_SIMILAR_TO]-(q) RETURN [q.path, r.cosineSimilarity]
                    ORDER BY q.path } AS similar
        ORDER BY root, path""",
    )


def test_the_photos_of_the_old_script(database: Database, neo4j: Home, shared_photos: Path) -> None:
    demo(str(shared_photos / "seed"))

    [edge] = run(
        database,
        "MATCH (p:Photo)-[r:IS_SIMILAR_TO]->(q:Photo) WHERE r.cosineSimilarity >= 0.6 "
        "RETURN p.filename AS p, q.filename AS q, r.cosineSimilarity AS cosine",
    )
    assert {edge["p"], edge["q"]} == set(LOOK_ALIKE)
    assert edge["cosine"] > 0.8
    assert LOOK_ALIKE[1] in neighbours(database, LOOK_ALIKE[0])
    assert LOOK_ALIKE[0] in neighbours(database, LOOK_ALIKE[1])


def test_the_shared_groups_are_linked_mostly_inside_their_groups(
    database: Database, neo4j: Home, shared_photos: Path
) -> None:
    demo(str(shared_photos / "groups"))

    [row] = run(
        database,
        """MATCH (p:Photo)-[r:IS_SIMILAR_TO]->(q:Photo)
        RETURN count(r) AS edges, count(DISTINCT p) + count(DISTINCT q) > 200 AS most,
          sum(CASE WHEN split(p.path, '/')[0] = split(q.path, '/')[0] THEN 1 ELSE 0 END) AS within
        """,
    )
    assert row["most"]
    assert row["within"] > 0.7 * row["edges"]


def test_similar_and_status_speak_json(
    database: Database, neo4j: Home, sample_photos: Path
) -> None:
    demo(str(sample_photos))
    first = sorted(file.name for file in sample_photos.glob("*.jpg"))[0]

    similar = json.loads(run_photograph("similar", first, "-k", "3", "--json").out)
    status = json.loads(run_photograph("status", "--json").out)

    assert 1 <= len(similar) <= 3
    assert similar[0].keys() == {"root", "path", "cosine", "copies"}
    assert [row["cosine"] for row in similar] == sorted(
        (row["cosine"] for row in similar), reverse=True
    )
    assert status["photos"] == len(list(sample_photos.glob("*.jpg")))
    assert status["edges"] == status["lastLink"]["edges"] > 0
    assert status["network"] == "efficientnet-lite0"


@pytest.mark.parametrize(
    "command", ["extract", "load", "link", "similar", "status", "demo", "clean"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    ran = run_photograph(command, "--help", COLUMNS="200")

    assert ran.code == 0
    assert f"Example: photograph {command}" in ran.out


def test_clean_deletes_only_the_working_files(tmp_path: Path, clean_folder: Home) -> None:
    (clean_folder.root / "mine.txt").write_text("a person's own file")
    (clean_folder.root / "embeddings").mkdir()
    (clean_folder.networks).unlink()

    refused = run_photograph("clean")
    done = run_photograph("clean", "--yes")

    assert refused.code == 1
    assert "--yes" in refused.last_line
    assert done.code == 0, done.err
    assert [file.name for file in clean_folder.root.iterdir()] == ["mine.txt"]
