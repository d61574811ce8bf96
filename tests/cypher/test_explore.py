"""The saved queries answer over the sample photos, and rightly where the answer is known."""

from __future__ import annotations

import re
from datetime import datetime
from math import cos, radians, sin
from pathlib import Path
from typing import Any

import pytest

from photograph.commands.demo import demo
from photograph.cypher import Statement, statements
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.cypher.saved_queries import with_values
from tests.embeddings import photo_row, provenance, write_embeddings
from tests.server.conftest import REPOSITORY

pytestmark = pytest.mark.slow

Rows = list[dict[str, Any]]
# What has to be there first: the demo makes no album, and nobody has judged its photos.
WITHOUT_ROWS = {
    "explore/copies_by_pixels": "duplicates",
    "explore/albums_with_covers": "albums",
    "explore/typical_of_albums": "albums",
    "explore/bridges_between_albums": "albums",
    "explore/judged_by_a_person": "verdicts",
}


def ask(database: Database, name: str, /, **values: object) -> Rows:
    return run(database, with_values(name, **values))


def load_and_link(database: Database, tmp_path: Path, rows: Rows, cutoff: float = 0.5) -> None:
    by = provenance(dims=2)
    load_collection(write_embeddings(tmp_path / "e.parquet", rows, by), database, home())
    link_photos(database, home(), LinkOptions(by.network, 10, cutoff))


def at_angles(*degrees: float, **columns: Any) -> Rows:
    """Photos a.jpg, b.jpg and on, whose embeddings point so many degrees round a circle."""
    return [
        photo_row(f"{letter}.jpg", [cos(radians(turn)), sin(radians(turn))], **columns)
        for letter, turn in zip("abcdefgh", degrees, strict=False)
    ]


def test_there_are_twenty_questions_or_more() -> None:
    assert len(statements("explore")) >= 20


@pytest.mark.parametrize("query", statements("explore"), ids=lambda query: query.name)
def test_a_file_is_one_statement_that_browser_shows_rows_of(query: Statement) -> None:
    # Neo4j Browser 5.24 shows no rows, only that they ran, of statements parted by semicolons.
    assert ";" not in query.text
    assert not re.search(r"^:", query.text, re.MULTILINE)
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b", query.text)


def test_every_question_has_an_answer_in_the_sample_photos(database: Database) -> None:
    demo(str(REPOSITORY / "photos"))

    answers = {query.name: run(database, query.text) for query in statements("explore")}

    assert {name for name, rows in answers.items() if not rows} == set(WITHOUT_ROWS)
    [copies] = answers["explore/copies"]
    assert copies["paths"] == ["photos/pebble-cairn-01 (1).jpg", "photos/pebble-cairn-01.jpg"]
    [again] = answers["explore/same_place_another_year"]
    assert again["path"] == "alpine-lake-04.jpg"
    between = {"first": "snow-cabin-02.jpg", "last": "alpine-lake-03.jpg"}
    [path] = ask(database, "path_between_photos", **between)
    assert path["photos"] == ["snow-cabin-02.jpg", "foggy-pines-01.jpg", "alpine-lake-03.jpg"]
    assert {row["without"]: row["photos"] for row in answers["explore/coverage"]} == {
        "time": 1,
        "place": 1,
        "neighbour": 0,
        "label": 0,
        "album": 34,
    }


def test_copies_by_pixels_are_those_that_duplicates_told(
    database: Database, tmp_path: Path
) -> None:
    load_and_link(database, tmp_path, at_angles(0, 45, 90, 135))
    run(
        database,
        "MATCH (a {path: 'a.jpg'}), (b {path: 'b.jpg'}), (c {path: 'c.jpg'}), (d {path: 'd.jpg'})"
        " CREATE (b)-[:COPY_OF {kind: 'resized', score: .9, runId: 'x'}]->(a),"
        " (c)-[:COPY_OF {kind: 'exact', score: 1.0, runId: 'x'}]->(a), (d)-[:COPY_OF]->(c)",
    )

    found = ask(database, "copies_by_pixels")

    assert found == [
        {"photo": "a.jpg", "copies": ["c.jpg (exact)", "b.jpg (resized)"], "bytes": 2000},
        {"photo": "c.jpg", "copies": ["d.jpg (by a person)"], "bytes": 1000},
    ]


def test_the_path_is_the_shortest_and_of_these_the_one_whose_weakest_edge_is_strongest(
    database: Database, tmp_path: Path
) -> None:
    # 53° and less are linked: through b the weakest edge is 45°, through c 50°; through e and b it
    # is a longer way.
    load_and_link(database, tmp_path, at_angles(0, 45, 50, 90, 20), cutoff=0.6)

    [row] = ask(database, "path_between_photos", first="a.jpg", last="d.jpg")

    assert row["photos"] == ["a.jpg", "b.jpg", "d.jpg"]
    assert row["cosines"] == pytest.approx([0.7071, 0.7071], abs=1e-3)
    assert row["weakest"] == min(row["cosines"])
    assert ask(database, "path_between_photos", first="a.jpg", last="none.jpg") == []


def test_a_burst_is_alike_and_seconds_apart_and_no_copy(database: Database, tmp_path: Path) -> None:
    rows = at_angles(0, 10, 20, 90, 0)
    for row, second in zip(rows, (1, 3, 30, 2, 1), strict=True):
        row["taken_at"] = datetime(2024, 6, 12, 18, 45, second)
    rows[0]["utc_offset"] = None  # the clocks are compared, with or without an offset
    rows[4]["content_hash"] = rows[0]["content_hash"]
    load_and_link(database, tmp_path, rows)

    found = ask(database, "bursts", seconds=10)

    pairs = {(row["path"], row["nextPath"], row["secondsApart"]) for row in found}
    assert pairs == {("a.jpg", "b.jpg", 2), ("e.jpg", "b.jpg", 2)}
    assert [row["cosine"] for row in found] == pytest.approx([0.9848, 0.9848], abs=1e-3)


def test_the_same_place_in_another_year_is_near_and_of_another_year(
    database: Database, tmp_path: Path
) -> None:
    rows = at_angles(0, 30, 100, 10, 10)
    for row, year in zip(rows, (2024, 2023, 2022, 2024, 2023), strict=True):
        row["taken_at"] = datetime(year, 6, 12)
    rows[4]["latitude"] = 47.5
    load_and_link(database, tmp_path, rows)

    found = ask(database, "same_place_another_year", filename="a.jpg")

    assert [row["path"] for row in found] == ["c.jpg", "b.jpg"]
    assert [row["cosine"] for row in found] == [None, pytest.approx(0.866, abs=1e-3)]


def test_the_week_is_that_of_the_photo(database: Database, tmp_path: Path) -> None:
    rows = at_angles(0, 10, 20, 30, 40)
    # 10 June 2024 is a Monday.
    for row, day in zip(rows, (12, 10, 16, 9, 17), strict=True):
        row["taken_at"] = datetime(2024, 6, day, 12)
    load_and_link(database, tmp_path, rows)

    found = ask(database, "shot_here_that_week", filename="a.jpg")

    assert [row["path"] for row in found] == ["b.jpg", "c.jpg"]


def test_runs_are_compared_with_the_one_before(database: Database, tmp_path: Path) -> None:
    load_and_link(database, tmp_path, at_angles(0, 30, 60, 90))
    link_photos(database, home(), LinkOptions("test-network", 5, 0.8))

    last, first = ask(database, "run_differences")

    assert (first["edges"], first["moreEdges"]) == (5, None)
    assert (last["edges"], last["moreEdges"], last["removed"]) == (3, -2, 2)
    assert (last["cutoffBefore"], last["cutoff"]) == (0.5, 0.8)
    assert (last["topKBefore"], last["topK"]) == (10, 5)


def test_the_odd_one_out_has_no_edge(database: Database, tmp_path: Path) -> None:
    load_and_link(database, tmp_path, at_angles(0, 10, 20, 180))

    found = ask(database, "odd_ones_out", k=2)

    odd, next_one = found
    assert (odd["path"], odd["edges"], odd["bestCosine"]) == ("d.jpg", 0, None)
    assert (next_one["edges"], next_one["sumOfCosines"]) == (2, pytest.approx(1.9245, abs=1e-3))


def test_albums_are_told_by_cover_typical_photo_and_bridges(
    database: Database, tmp_path: Path
) -> None:
    load_and_link(database, tmp_path, at_angles(0, 10, 20, 55, 65))
    run(
        database,
        """UNWIND [['Lake', 'a.jpg', 'b.jpg', 'c.jpg'], ['Hill', 'd.jpg', 'e.jpg']] AS row
        CREATE (album:Album {albumId: row[0], name: row[0], photos: size(row) - 1})
        WITH row, album UNWIND row[1..] AS path MATCH (photo:Photo {path: path})
        CREATE (photo)-[:IN_ALBUM]->(album)
        FOREACH (_ IN CASE WHEN path = row[1] THEN [1] ELSE [] END |
          CREATE (album)-[:HAS_COVER]->(photo))""",
    )

    covers = ask(database, "albums_with_covers")
    typical = ask(database, "typical_of_albums")
    [bridge] = ask(database, "bridges_between_albums")

    assert [(row["name"], row["coverPath"]) for row in covers] == [
        ("Hill", "d.jpg"),
        ("Lake", "a.jpg"),
    ]
    assert {row["name"]: row["path"] for row in typical} == {"Lake": "b.jpg", "Hill": "d.jpg"}
    assert (bridge["album"], bridge["nextAlbum"], bridge["edges"]) == ("Hill", "Lake", 5)
    assert bridge["cosine"] == pytest.approx(0.8192, abs=1e-3)
    assert {bridge["photo"]["path"], bridge["other"]["path"]} == {"c.jpg", "d.jpg"}


def test_what_a_person_judged_is_listed(database: Database, tmp_path: Path) -> None:
    load_and_link(database, tmp_path, at_angles(0, 10, 90))
    run(
        database,
        """MATCH (a:Photo {path: 'a.jpg'}), (b:Photo {path: 'b.jpg'}), (c:Photo {path: 'c.jpg'})
        CREATE (a)-[:KEEP_BOTH {at: datetime()}]->(b)
        CREATE (c)-[:NOT_SIMILAR_TO {at: datetime()}]->(a)""",
    )

    found = {row["judged"]: row for row in ask(database, "judged_by_a_person")}

    assert found["KEEP_BOTH"]["cosine"] == pytest.approx(0.9848, abs=1e-3)
    assert found["KEEP_BOTH"]["exactCopy"] is False
    assert (found["NOT_SIMILAR_TO"]["path"], found["NOT_SIMILAR_TO"]["cosine"]) == ("c.jpg", None)
