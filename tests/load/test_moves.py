"""Photos that moved keep their node; those that are gone stay until `--prune`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from photograph.graph.database import Database
from photograph.load.options import LoadOptions
from photograph.load.run import LoadReport, load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.load.whole_graph import whole_graph

CONTENTS = unit_vectors(6)


def collection(photos: dict[str, int], root: str = "holiday") -> Path:
    """An embeddings file of photos by path, each with the content of that number."""
    rows: list[dict[str, Any]] = [
        photo_row(path, CONTENTS[content], content_hash=f"{content}" * 64)
        for path, content in photos.items()
    ]
    path = home().root / "embeddings" / f"{root}.parquet"
    return write_embeddings(path, rows, provenance(root=root))


def load(database: Database, photos: dict[str, int], **options: Any) -> LoadReport:
    return load_collection(collection(photos), database, home(), LoadOptions(**options))


def draw_a_like(database: Database, *paths: str) -> None:
    """A person likes these photos, as they are called now."""
    for path in paths:
        run(
            database,
            "MATCH (p:Photo {path: $path}) MERGE (a:Person {name: 'Ada'}) "
            "CREATE (a)-[:LIKES {then: $path}]->(p) SET p.rating = 5",
            path=path,
        )


def likes(database: Database) -> dict[str, str]:
    """What each liked photo was called then, and is called now."""
    rows = run(database, "MATCH (:Person)-[r:LIKES]->(p) RETURN r.then AS then, p.path AS now")
    return {row["then"]: row["now"] for row in rows}


def clean(database: Database, photos: dict[str, int]) -> Any:
    """The graph of one clean load."""
    run(database, "MATCH (n) DETACH DELETE n")
    load(database, photos)
    return whole_graph(database)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        pytest.param({"a.jpg": 1}, {"sub/b.jpg": 1}, {"a.jpg": "sub/b.jpg"}, id="renamed"),
        pytest.param(
            {"a.jpg": 1, "b.jpg": 2},
            {"a.jpg": 2, "b.jpg": 1},
            {"a.jpg": "b.jpg", "b.jpg": "a.jpg"},
            id="swapped",
        ),
        pytest.param(
            {"a.jpg": 1, "b.jpg": 2, "c.jpg": 3},
            {"b.jpg": 1, "c.jpg": 2, "d.jpg": 3},
            {"a.jpg": "b.jpg", "b.jpg": "c.jpg", "c.jpg": "d.jpg"},
            id="chain",
        ),
        pytest.param(
            {"a.jpg": 1, "copy.jpg": 1},
            {"copy.jpg": 1, "x/a.jpg": 1},
            {"a.jpg": "x/a.jpg", "copy.jpg": "copy.jpg"},
            id="one of two copies",
        ),
        pytest.param(
            {"a.jpg": 1}, {"a.jpg": 3, "b.jpg": 1}, {"a.jpg": "b.jpg"}, id="another in its place"
        ),
        pytest.param({"a.jpg": 1}, {"a.jpg": 2}, {"a.jpg": "a.jpg"}, id="edited"),
    ],
)
def test_what_a_person_drew_follows_the_photo_and_the_graph_is_that_of_a_clean_load(
    database: Database, before: dict[str, int], after: dict[str, int], now: dict[str, str]
) -> None:
    load(database, before)
    draw_a_like(database, *before)

    loaded = load(database, after)

    assert likes(database) == now
    assert loaded.created == len(after) - len(before)
    assert loaded.gone == 0
    run(database, "MATCH (a:Person) DETACH DELETE a")
    run(database, "MATCH (p:Photo) REMOVE p.rating")
    found = whole_graph(database)
    assert found == clean(database, after)


def test_a_second_load_after_moves_changes_nothing(database: Database) -> None:
    load(database, {"a.jpg": 1, "b.jpg": 2})
    after = {"a.jpg": 2, "b.jpg": 1}

    first, second = load(database, after), load(database, after)

    assert (first.moved, first.updated, first.unchanged) == (2, 0, 0)
    assert (second.moved, second.updated, second.unchanged) == (0, 0, 2)


def test_a_photo_that_another_replaced_waits_under_a_path_of_its_own(database: Database) -> None:
    load(database, {"a.jpg": 1, "b.jpg": 2})
    draw_a_like(database, "a.jpg", "b.jpg")

    replaced = load(database, {"b.jpg": 1})
    parked = likes(database)
    back = load(database, {"b.jpg": 1, "c.jpg": 2})

    assert (replaced.moved, replaced.gone) == (1, 1)
    assert parked == {"a.jpg": "b.jpg", "b.jpg": f"b.jpg (replaced {'2' * 64})"}
    assert (back.moved, back.created, back.gone) == (1, 0, 0)
    assert likes(database) == {"a.jpg": "b.jpg", "b.jpg": "c.jpg"}


def test_a_photo_that_is_gone_is_removed_only_when_asked(database: Database) -> None:
    load(database, {"a.jpg": 1, "b.jpg": 2, "c.jpg": 3})
    draw_a_like(database, "a.jpg")

    kept = load(database, {"b.jpg": 2})
    before = whole_graph(database)
    pruned = load(database, {"b.jpg": 2}, prune=True)

    assert (kept.gone, kept.pruned) == (2, 0)
    assert {"holiday/a.jpg", "holiday/c.jpg"} < before[0].keys()
    assert (pruned.gone, pruned.pruned) == (2, 2)
    assert kept.some_gone == ("a.jpg", "c.jpg")
    photos = {node for node in whole_graph(database)[0] if node.startswith("holiday/")}
    assert photos == {"holiday/b.jpg"}
    assert run(database, "MATCH (p:Person) RETURN p.name AS name") == [{"name": "Ada"}]


def test_moves_and_prunes_of_one_root_leave_the_other_alone(database: Database) -> None:
    load_collection(collection({"a.jpg": 1, "z.jpg": 4}, root="other"), database, home())
    load(database, {"a.jpg": 1, "b.jpg": 2})

    loaded = load(database, {"z.jpg": 1}, prune=True)

    assert (loaded.moved, loaded.pruned) == (1, 1)
    rows = run(
        database, "MATCH (p:Photo) RETURN p.root AS root, p.path AS path, p.contentHash AS h"
    )
    assert {(row["root"], row["path"], row["h"][0]) for row in rows} == {
        ("other", "a.jpg", "1"),
        ("other", "z.jpg", "4"),
        ("holiday", "z.jpg", "1"),
    }
