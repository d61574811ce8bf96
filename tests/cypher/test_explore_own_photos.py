"""The saved queries begin with a photo, a place and a label of the graph that they are asked in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from photograph.commands.demo import demo
from photograph.cypher import statements
from photograph.graph.database import Database
from photograph.server.guide import guide
from tests.conftest import run
from tests.cypher.test_explore import WITHOUT_ROWS, ask, at_angles, load_and_link
from tests.server.conftest import REPOSITORY

pytestmark = pytest.mark.slow


def test_every_question_has_an_answer_in_a_graph_of_other_photos(
    database: Database, tmp_path: Path
) -> None:
    rows = at_angles(0, 5, 40, 45, 75, 80, 120, 120)
    rows[1] |= {"width": 2000, "height": 1500}
    for row, second in zip(rows[2:4], (5, 65), strict=True):
        row["taken_at"] = datetime(2024, 6, 13, 12, second // 60, second % 60)
    rows[4]["taken_at"] = datetime(2019, 6, 13)
    rows[7]["content_hash"] = rows[6]["content_hash"]
    load_and_link(database, tmp_path, rows)

    answers = {query.name: run(database, query.text) for query in statements("explore")}

    assert {name for name, found in answers.items() if not found} == set(WITHOUT_ROWS)


def test_every_question_has_an_answer_in_photos_of_other_people(
    database: Database, shared_photos: Path
) -> None:
    demo(str(shared_photos / "groups"))

    answers = {query.name: run(database, query.text) for query in statements("explore")}

    # These photos hold no file twice.
    without = {name for name, found in answers.items() if not found}
    assert without <= {*WITHOUT_ROWS, "explore/copies"}


def test_no_question_names_a_sample_photo() -> None:
    names = {file.stem for file in (REPOSITORY / "photos").glob("*.jpg")}
    told = guide(7474) + "".join(query.text for query in statements("explore"))

    assert len(names) > 30
    assert not {name for name in names if name in told}


def test_a_photo_is_named_by_all_or_the_beginning_of_its_file_name(
    database: Database, tmp_path: Path
) -> None:
    load_and_link(database, tmp_path, at_angles(0, 20, 30, 60))

    for name in ("similar_photos", "similar_through_the_graph"):
        assert "d.jpg" not in {row["path"] for row in ask(database, name, filename="d.jpg")}
        assert "d.jpg" in {row["path"] for row in ask(database, name, filename="c")}
        assert ask(database, name, filename="none.jpg") == []


def test_left_to_itself_a_question_takes_a_photo_with_a_dozen_edges_and_no_hub(
    database: Database, tmp_path: Path
) -> None:
    load_and_link(database, tmp_path, at_angles(0, 20, 40))
    run(
        database,
        """MATCH (hub:Photo {path: 'a.jpg'}), (dozen:Photo {path: 'b.jpg'})
        FOREACH (_ IN range(1, 30) | CREATE (hub)-[:IS_SIMILAR_TO]->(:Photo))
        FOREACH (_ IN range(1, 9) | CREATE (dozen)-[:IS_SIMILAR_TO]->(:Photo))""",
    )

    [row, *_] = ask(database, "similar_photos")

    assert row["photo"]["path"] == "b.jpg"


def test_a_place_is_one_text_as_maps_tell_it(database: Database, tmp_path: Path) -> None:
    rows = at_angles(0, 20, 30, 40)
    rows[3] |= {"latitude": -33.8568, "longitude": 151.2153}
    load_and_link(database, tmp_path, rows)

    [there] = ask(database, "near_a_point", place="-33.857, 151.215")

    assert there["path"] == "d.jpg"
    assert {row["path"] for row in ask(database, "near_a_point")} == {"a.jpg", "b.jpg", "c.jpg"}


def test_a_label_is_named_by_a_part_of_it(database: Database, tmp_path: Path) -> None:
    rows = at_angles(0, 20, 30)
    rows[2]["labels"] = [{"name": "bee; 50%", "score": 0.9876}]
    load_and_link(database, tmp_path, rows)

    bees = ask(database, "by_label", name="BEE")

    assert [(row["path"], row["score"]) for row in bees] == [
        ("c.jpg", 0.988),
        ("a.jpg", 0.25),
        ("b.jpg", 0.25),
    ]
    assert {row["shown"] for row in ask(database, "by_label")} == {"bee; 50%"}
