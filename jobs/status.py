"""Reads what the graph contains, and the versions of its server."""

from __future__ import annotations

from typing import Any

from neo4j.exceptions import ClientError

from photograph.graph.database import Database, has_function, read

# No APOC; APOC whose counts are not unrestricted; a user who may not run them.
_NOT_ALLOWED = ("ProcedureNotFound", "ProcedureRegistrationFailed", "Forbidden")


def read_status(database: Database) -> dict[str, Any]:
    """Reads counts and versions from the server; the version of a missing plugin is None."""
    counts = read(database, "ask/count_everything")[0]
    row = read(database, "ask/networks_and_last_run")[0]
    networks = row["networks"]
    return {
        **counts,
        "network": networks[0] if len(networks) == 1 else networks or None,
        "lastLink": row["lastLink"],
        "database": count_database(database),
        "neo4j": read(database, "ask/versions")[0]["neo4j"],
        "gds": has_function(database, "ask/gds_version"),
        "apoc": has_function(database, "ask/apoc_version"),
    }


def count_database(database: Database) -> dict[str, Any]:
    """Counts everything in the database, by label and type if APOC can be used."""
    try:
        return read(database, "ask/count_database")[0]
    except ClientError as error:
        if not (error.code or "").endswith(_NOT_ALLOWED):
            raise
    return read(database, "ask/count_database_without_apoc")[0]
