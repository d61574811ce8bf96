"""Access to the graph: an open driver with its database, and functions to read and write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from neo4j import READ_ACCESS, Driver, ResultSummary, RoutingControl
from neo4j.exceptions import ClientError

from photograph.cypher import Statement, statement


@dataclass(frozen=True)
class DatabaseTarget:
    """The server, the database and the user to connect as."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str
    embedded: bool


@dataclass(frozen=True)
class Database:
    """An open driver with the database for every statement.

    Parameters
    ----------
    client: a unique name of this driver, which the server lists while it is connected.
    """

    driver: Driver
    target: DatabaseTarget
    client: str


def read(database: Database, name: str | Statement, /, **parameters: Any) -> list[dict[str, Any]]:
    """Runs a reading statement of ``cypher/`` and returns its rows."""
    wanted = _statement(name)
    records, _, _ = database.driver.execute_query(
        wanted.text,
        wanted.bind(parameters),
        database_=database.target.database,
        routing_=RoutingControl.READ,
    )
    return [record.data() for record in records]


def read_with_bookmark(
    database: Database, name: str | Statement, /, **parameters: Any
) -> tuple[list[dict[str, Any]], str]:
    """The rows of a reading statement, and the bookmark of the last transaction before it.

    Two reads with the same bookmark saw the same data. It is empty if the server has none.
    """
    wanted = _statement(name)
    with database.driver.session(
        database=database.target.database, default_access_mode=READ_ACCESS
    ) as session:
        rows = session.execute_read(
            lambda read: [row.data() for row in read.run(wanted.text, wanted.bind(parameters))]
        )
        return rows, "".join(sorted(session.last_bookmarks().raw_values))


def write(database: Database, name: str | Statement, /, **parameters: Any) -> list[dict[str, Any]]:
    """Runs a writing statement in one retried transaction."""
    wanted = _statement(name)
    records, _, _ = database.driver.execute_query(
        wanted.text, wanted.bind(parameters), database_=database.target.database
    )
    return [record.data() for record in records]


def stream(
    database: Database, name: str | Statement, /, **parameters: Any
) -> Iterator[dict[str, Any]]:
    """Yields rows as they arrive, in an auto-commit transaction."""
    wanted = _statement(name)
    with database.driver.session(database=database.target.database, fetch_size=1000) as session:
        for record in session.run(wanted.text, wanted.bind(parameters)):
            # Record.data() would make maps of points and nodes.
            yield dict(zip(record.keys(), record.values(), strict=True))


def write_in_batches(
    database: Database, name: str | Statement, /, **parameters: Any
) -> tuple[list[dict[str, Any]], ResultSummary]:
    """Runs a statement with ``CALL … IN TRANSACTIONS``, which needs an auto-commit transaction."""
    wanted = _statement(name)
    with database.driver.session(database=database.target.database) as session:
        result = session.run(wanted.text, wanted.bind(parameters))
        rows = [record.data() for record in result]
        return rows, result.consume()


def _statement(name: str | Statement) -> Statement:
    return statement(name) if isinstance(name, str) else name


def has_function(database: Database, name: str) -> str | None:
    """The version that a statement such as ``ask/gds_version`` returns; None if missing."""
    try:
        return str(read(database, name)[0]["version"])
    except ClientError as error:
        if "Unknown function" in str(error):
            return None
        raise
