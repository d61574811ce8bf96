"""Checks that a database is empty, since an import replaces it with a new one."""

from __future__ import annotations

from photograph.errors import PhotographError
from photograph.graph.database import Database, read

_AS_USUAL = "Load into it as it is: photograph load"


def check_empty(database: Database) -> None:
    """Checks that there are no nodes, and no indexes except those of photograph and Neo4j.

    Raises
    ------
    PhotographError: there is one.
    """
    name = database.target.database
    nodes = int(read(database, "ask/count_database_without_apoc")[0]["nodes"])
    if nodes:
        raise PhotographError(
            f"The database {name} holds {nodes} node{'s' if nodes > 1 else ''}, and an import"
            " would lose them: it is for an empty one.",
            _AS_USUAL,
        )
    others = [str(row["name"]) for row in read(database, "load/list_other_indexes")]
    if others:
        raise PhotographError(
            f"The database {name} has indexes of yours, such as {others[0]}, and an import"
            " would lose them.",
            _AS_USUAL,
        )
