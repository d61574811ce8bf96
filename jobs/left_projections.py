"""Drops GDS projections of killed runs, which would hold memory until the server restarts."""

from __future__ import annotations

from neo4j.exceptions import ClientError

from photograph.graph.database import Database, write

_NOT_HERE = ("ProcedureNotFound", "Forbidden")


def projection_name(database: Database, run_id: str) -> str:
    """A name for a projection that shows to others whether its client is still connected."""
    return f"photograph-run-{database.client}-{run_id}"


def drop_left_projections(database: Database) -> None:
    """Drops only the projections of runs whose client is no longer connected.

    Does nothing on a server without GDS, or one that does not list its connections.
    """
    try:
        write(database, "link/drop_left_projections")
    except ClientError as error:
        if not (error.code or "").endswith(_NOT_HERE):
            raise
