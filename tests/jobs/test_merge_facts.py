"""`duplicates --merge-facts`: what copies have in the graph, the photos that stay have as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from photograph.graph.database import Database
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.merge_facts import merge_facts
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.load.export import export_graph
from photograph.load.restore import restore
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.jobs.found_copies import found_copies, told
from tests.jobs.test_duplicate_groups import Photo, groups_of, picture

NOTHING: Photo = dict.fromkeys(
    ["taken_at", "utc_offset", "latitude", "longitude", "camera_make", "camera_model"]
)
SAME: Photo = {"degrees": 0, "signature": picture(1)}
# The one without facts is kept by its frames: it holds as much, and has more pixels.
BARE: Photo = {**SAME, **NOTHING, "frames": 9, "width": 8000, "height": 6000, "software": "x"}
FACTS = """MATCH (p:Photo {path: $path})
RETURN toString(p.takenAt) AS time, p.location.latitude AS latitude,
  p.takenAtOf = p.contentHash AS timeIsLent, p.locationOf = p.contentHash AS placeIsLent"""
LENT = {
    "time": "2024-06-12T18:45:01+02:00",
    "latitude": 46.5,
    "timeIsLent": True,
    "placeIsLent": True,
}


def merged(database: Database) -> list[DuplicateGroup]:
    options = DuplicateOptions(merges=True)
    groups = found_copies(database, merges=True)
    merge_facts(database, groups, options)
    return groups


def facts(database: Database, path: str) -> dict[str, Any]:
    [found] = run(database, FACTS, path=path)
    return found


@pytest.fixture
def two(database: Database, tmp_path: Path) -> Database:
    """A photo without facts, kept by what a person said of it, and its copy with all facts."""
    groups_of(database, tmp_path, {"bare.jpg": BARE, "told.jpg": SAME})
    run(database, "MATCH (p:Photo {path: 'bare.jpg'}) SET p:Best, p.stars = 5")
    return database


@pytest.mark.slow
def test_time_and_place_are_lent_and_the_copy_with_the_only_ones_stays(two: Database) -> None:
    [group] = merged(two)
    [again] = merged(two)

    assert told([group]) == [("bare.jpg", {"told.jpg": "resized"})]
    assert "alone tells when" in group.copies[0].stays
    assert told([again]) == told([group])
    assert again.copies[0].stays == group.copies[0].stays  # what is lent is no fact of its own
    assert facts(two, "bare.jpg") == LENT


@pytest.mark.slow
def test_what_was_lent_outlives_a_load_and_an_export_but_no_change(
    two: Database, tmp_path: Path
) -> None:
    merged(two)
    file = tmp_path / "e.parquet"
    load_collection(file, two, home())
    loaded = facts(two, "bare.jpg")
    export_graph(tmp_path / "out", two)
    run(two, "MATCH (n) DETACH DELETE n")
    restore(tmp_path / "out", two)
    restored = facts(two, "bare.jpg")
    groups_of(two, tmp_path, {"bare.jpg": {**BARE, "content_hash": "0" * 64}, "told.jpg": SAME})

    assert loaded == restored == LENT
    assert facts(two, "bare.jpg") == dict.fromkeys(LENT)


@pytest.mark.slow
def test_keywords_of_copies_are_lent_until_the_file_changes(
    database: Database, tmp_path: Path
) -> None:
    own = {**SAME, "keywords": ["Anna"], "width": 8000, "height": 6000}
    photos = {
        "own.jpg": own,
        "b.jpg": {**SAME, "keywords": ["Bo", "Anna"]},
        "c.jpg": {**SAME, "keywords": ["Cy", "Bo"]},
        "none.jpg": SAME,
    }
    words = """MATCH (p:Photo {path: 'own.jpg'})
    RETURN p.keywordsInFile AS own, p.keywordsInCopies AS lent"""
    groups_of(database, tmp_path, photos)
    [group] = merged(database)
    [lent] = run(database, words)
    merged(database)
    groups_of(database, tmp_path, photos)
    [again] = run(database, words)
    export_graph(tmp_path / "out", database)
    run(database, "MATCH (n) DETACH DELETE n")
    restore(tmp_path / "out", database)
    [restored] = run(database, words)
    groups_of(database, tmp_path, {**photos, "own.jpg": {**own, "content_hash": "0" * 64}})
    [changed] = run(database, words)

    stays = {copy.photo.path: copy.stays for copy in group.copies}
    assert group.keep.path == "own.jpg"
    assert stays == {
        "b.jpg": "It alone has the keyword Bo in its file.",
        "c.jpg": "It alone has the keyword Cy and 1 more in its file.",
        "none.jpg": "",
    }
    assert (lent["own"], sorted(lent["lent"])) == (["Anna"], ["Bo", "Cy"])
    assert again == restored == lent
    assert changed == {"own": ["Anna"], "lent": None}


@pytest.mark.slow
def test_a_time_that_the_file_has_got_takes_the_place_of_the_lent_one(
    two: Database, tmp_path: Path
) -> None:
    merged(two)
    groups_of(
        two,
        tmp_path,
        {"bare.jpg": {**BARE, "latitude": 1.5, "longitude": 2.5}, "told.jpg": SAME},
    )

    found = facts(two, "bare.jpg")
    assert (found["latitude"], found["placeIsLent"]) == (1.5, None)
    assert (found["time"], found["timeIsLent"]) == (LENT["time"], True)


@pytest.mark.slow
def test_what_a_person_gave_a_copy_is_given_to_the_photo_that_stays_and_the_copy_may_go(
    database: Database, tmp_path: Path
) -> None:
    photos = {"a.jpg": {**SAME, "bytes": 9000}, "b.jpg": SAME, "c.jpg": SAME}
    other: Photo = {"degrees": 80, "signature": picture(2)}
    groups_of(database, tmp_path, {**photos, "other.jpg": other})
    run(
        database,
        """MATCH (a:Photo {path: 'a.jpg'}), (b:Photo {path: 'b.jpg'}), (c:Photo {path: 'c.jpg'}),
          (o:Photo {path: 'other.jpg'})
        SET a += {stars: 5, title: 'a', p1: 1, p2: 1, p3: 1, p4: 1, p5: 1, p6: 1, p7: 1}
        SET a:Best, b.mine = true, b:Favourite, c.stars = 4
        CREATE (b)-[:IN_ALBUM]->(:Album {albumId: 'x', name: 'Sardinia'})
        CREATE (b)-[:SHOWS {score: 1.0}]->(:Label {name: 'Grandma'})
        CREATE (b)-[:NOT_SIMILAR_TO {at: datetime('2024-01-01')}]->(o)
        CREATE (ada:Person {name: 'Ada'}), (a)<-[:LIKES]-(ada), (b)<-[:LIKES {much: true}]-(ada)
        CREATE (b)<-[:LIKES {since: 2020}]-(:Person {name: 'Bo'})
        CREATE (b)-[:NEXT]->(o), (c)-[:NEXT]->(o)""",
    )
    [before] = found_copies(database)

    [group] = merged(database)
    [after] = found_copies(database)

    fates = {copy.photo.path: copy.stays for copy in group.copies}
    assert not before.going
    assert fates == {"b.jpg": "", "c.jpg": "It alone has the property stars in the graph."}
    assert {copy.photo.path: copy.stays for copy in after.copies} == fates
    edges = run(
        database,
        """MATCH (a:Photo {path: 'a.jpg'})-[r]-(n) WHERE r.runId IS NULL
        AND NOT (type(r) = 'SHOWS' AND r.network IS NOT NULL)
        RETURN type(r) AS type, startNode(r) = a AS leads, coalesce(n.name, n.path) AS to,
          properties(r) AS properties ORDER BY type, to""",
    )
    assert [(row["type"], row["leads"], row["to"]) for row in edges] == [
        ("IN_ALBUM", True, "Sardinia"),
        ("LIKES", False, "Ada"),
        ("LIKES", False, "Bo"),
        ("NEXT", True, "other.jpg"),
        ("NOT_SIMILAR_TO", True, "other.jpg"),
        ("SHOWS", True, "Grandma"),
    ]
    assert edges[1]["properties"] == {}  # one that is there already is left as it is
    assert edges[2]["properties"] == {"since": 2020}
    assert str(edges[4]["properties"]["at"]).startswith("2024-01-01")
    [kept] = run(
        database,
        "MATCH (a:Photo {path: 'a.jpg'}) RETURN labels(a) AS labels, a.stars AS stars,"
        " a.mine AS mine, a.title AS title",
    )
    assert {*kept["labels"]} == {"Photo", "Best", "Favourite"}
    assert (kept["stars"], kept["mine"], kept["title"]) == (5, True, "a")


@pytest.mark.slow
def test_a_copy_that_stays_what_it_is_gives_nothing(database: Database, tmp_path: Path) -> None:
    """Near photos are photos of their own."""
    near: Photo = {**SAME, "signature": picture(2)}
    groups_of(database, tmp_path, {"a.jpg": {**SAME, "bytes": 9000}, "b.jpg": near})
    run(database, "MATCH (p:Photo {path: 'b.jpg'}) SET p.title = 'b'")
    run(database, "MATCH (p:Photo {path: 'a.jpg'}) SET p.x = 1, p.y = 2")

    [group] = merged(database)

    assert told([group]) == [("a.jpg", {"b.jpg": "near"})]
    assert run(database, "MATCH (p:Photo {path: 'a.jpg'}) RETURN p.title AS t") == [{"t": None}]
