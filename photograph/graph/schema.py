"""Constraints and indexes, made once; what an attempt that failed has left is made again."""

from __future__ import annotations

import re
from typing import Any

from neo4j.exceptions import ClientError

from photograph.cypher import Statement
from photograph.graph.database import Database, read, write, write_in_batches

_CONSTRAINT = re.compile(r"CREATE CONSTRAINT (\w+).*\(\w+:(\w+)\).*REQUIRE (.+) IS UNIQUE", re.S)


def make(database: Database, wanted: Statement, **parameters: Any) -> None:
    """Runs a statement of ``cypher/schema``, which makes nothing that is there.

    Neo4j 5.26 that ends, or whose disk is full, while it makes a constraint leaves the index of it
    without an owner; the index can't be used, and the constraint is refused as long as it is there.
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
    """Drops those of ours that Neo4j could not fill; nothing but making them again mends them."""
    for row in read(database, "load/list_failed_indexes"):
        write(database, "load/drop_index", index=row["name"])
