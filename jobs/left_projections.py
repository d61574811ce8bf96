"""Projections in GDS that a killed run left: they would hold memory until the server restarts."""

from __future__ import annotations

from neo4j.exceptions import ClientError

from photograph.graph.database import Database, write

_NOT_HERE = ("ProcedureNotFound", "Forbidden")


def projection_name(database: Database, run_id: str) -> str:
    """What a run calls its projection, so that others can tell whether its client still lives."""
    return f"photograph-run-{database.client}-{run_id}"


def drop_left_projections(database: Database) -> None:
    """Drops the projections of runs whose client is connected no more, and no other.

    A server without GDS has none, and one that tells nobody who is connected keeps them.
    """
    try:
        write(database, "link/drop_left_projections")
    except ClientError as error:
        if not (error.code or "").endswith(_NOT_HERE):
            raise
