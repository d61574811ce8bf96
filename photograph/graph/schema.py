"""Makes constraints and indexes; repairs what a failed attempt left."""

from __future__ import annotations

import re
from typing import Any

from neo4j.exceptions import ClientError

from photograph.cypher import Statement
from photograph.graph.database import Database, read, write, write_in_batches

_CONSTRAINT = re.compile(r"CREATE CONSTRAINT (\w+).*\(\w+:(\w+)\).*REQUIRE (.+) IS UNIQUE", re.S)


def make(database: Database, wanted: Statement, **parameters: Any) -> None:
    """Runs a statement of ``cypher/schema``; keeps what exists already.

    If Neo4j 5.26 ends, or its disk is full, while it makes a constraint, it leaves an index
    without a constraint, which is unusable and blocks the constraint until it is dropped.
    """
    try:
        write_in_batches(database, wanted, **parameters)
    except ClientError as error:
        if not str(error.code).endswith("IndexWithNameAlreadyExists"):
            raise
        left = _left_behind(database, wanted)
        if left is None:  # a person's own has that name
            raise
        write(database, "load/drop_index", index=left)
        write_in_batches(database, wanted, **parameters)


def _left_behind(database: Database, wanted: Statement) -> str | None:
    constraint = _CONSTRAINT.search(wanted.text)
    if constraint is None:
        return None
    name, label, required = constraint.groups()
    properties = re.findall(r"\.(\w+)", required)
    values = {"index": name, "label": label, "properties": properties}
    found = read(database, "load/find_unowned_index", **values)
    return name if found else None


def drop_failed_indexes(database: Database) -> None:
    """Drops our indexes that Neo4j failed to fill; they have to be made again."""
    for row in read(database, "load/list_failed_indexes"):
        write(database, "load/drop_index", index=row["name"])
