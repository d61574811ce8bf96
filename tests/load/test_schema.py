"""Constraints and indexes are made again where an attempt to make them has failed."""

from __future__ import annotations

import pytest
from neo4j.exceptions import ClientError

from photograph.graph.database import Database
from photograph.load.run import make_schema
from photograph.server.turns import own_turn
from tests.conftest import run


def constraints(database: Database) -> set[str]:
    rows = run(database, "SHOW CONSTRAINTS YIELD name RETURN name")
    return {row["name"] for row in rows}


def index_states(database: Database) -> dict[str, str]:
    rows = run(database, "SHOW INDEXES YIELD name, state RETURN name, state")
    return {row["name"]: row["state"] for row in rows}


def leave_without_owner(database: Database, constraint: str, index: str) -> None:
    """What Neo4j leaves that ended while it made a constraint: its index, which nobody owns."""
    run(database, f"DROP CONSTRAINT {constraint} IF EXISTS")
    run(database, f"CREATE INDEX {constraint} {index}")


def test_an_index_that_a_constraint_left_behind_is_in_nobodys_way(database: Database) -> None:
    leave_without_owner(database, "photograph_label_name", "FOR (label:Label) ON (label.name)")

    make_schema(database)

    assert "photograph_label_name" in constraints(database)


def test_nor_is_the_one_that_a_turn_needs(database: Database) -> None:
    leave_without_owner(database, "photograph_link_run", "FOR (run:LinkRun) ON (run.runId)")

    with own_turn(database):
        assert "photograph_link_run" in constraints(database)


def test_an_index_of_a_person_s_own_of_that_name_stays(database: Database) -> None:
    leave_without_owner(database, "photograph_label_name", "FOR (mine:Mine) ON (mine.name)")

    with pytest.raises(ClientError, match="already exists an index called"):
        make_schema(database)

    states = index_states(database)
    run(database, "DROP INDEX photograph_label_name")
    assert states["photograph_label_name"] == "ONLINE"


def test_the_index_of_a_key_of_two_properties_is_known_too(database: Database) -> None:
    key = "FOR (photo:Photo) ON (photo.root, photo.path)"
    leave_without_owner(database, "photograph_photo_path", key)

    make_schema(database)

    assert "photograph_photo_path" in constraints(database)


def test_an_index_that_could_not_be_filled_is_made_again(database: Database) -> None:
    name = "photograph_photo_filename"
    run(database, f"DROP INDEX {name} IF EXISTS")
    run(database, "DROP INDEX of_the_user IF EXISTS")
    # Neo4j 5.26 takes no value of more than 8 kB into a range index.
    run(database, "CREATE (:Photo {filename: $long})", long="x" * 9000)
    run(database, f"CREATE INDEX {name} FOR (photo:Photo) ON (photo.filename)")
    run(database, "CREATE INDEX of_the_user FOR (p:Photo) ON (p.width)")
    while index_states(database)[name] == "POPULATING":
        pass
    assert index_states(database)[name] == "FAILED"
    run(database, "MATCH (photo:Photo) DELETE photo")

    make_schema(database)

    states = index_states(database)
    run(database, "DROP INDEX of_the_user")
    assert states[name] == "ONLINE"
    assert "of_the_user" in states
