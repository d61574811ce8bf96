"""The connection to Neo4j: the user's own where ``NEO4J_URI`` is set, else the embedded one."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from neo4j import READ_ACCESS, Driver, GraphDatabase, ResultSummary, RoutingControl
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from cypher import Statement, statement
from photograph.errors import NO_SERVER, PhotographError
from photograph.settings import Home, home
from server.address import check_address, wrong_scheme

# The driver logs each failure beside raising it; one line is enough.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_ADDRESS_NEXT = "Start it, or check NEO4J_URI, or unset it to use the embedded server."
_EMBEDDED_NEXT = "Run the same command again, which starts it; photograph server logs says why."


@dataclass(frozen=True)
class Target:
    """Which server and database is meant, and as whom."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str
    embedded: bool


@dataclass(frozen=True)
class Database:
    """An open driver with the database that every statement goes to."""

    driver: Driver
    target: Target


def target(home: Home) -> Target:
    """The server that the environment names, or the embedded one.

    Raises
    ------
    PhotographError: ``NEO4J_URI`` is no address, or there is no ``NEO4J_PASSWORD`` for it; the
        embedded server does not run.
    """
    uri = os.environ.get("NEO4J_URI")
    database = os.environ.get("NEO4J_DATABASE") or "neo4j"
    if not uri:
        return _embedded(home, database)
    uri = uri.strip()
    check_address(uri)
    password = os.environ.get("NEO4J_PASSWORD")
    if not password:
        raise PhotographError(
            "NEO4J_URI is set but NEO4J_PASSWORD is not.", "Set NEO4J_PASSWORD, or unset NEO4J_URI."
        )
    return Target(uri, os.environ.get("NEO4J_USERNAME") or "neo4j", password, database, False)


def _embedded(home: Home, database: str) -> Target:
    from server.password import read_password
    from server.process import running

    server = running(home)
    if server is None:
        raise PhotographError("The embedded Neo4j is down.", _EMBEDDED_NEXT, exit_code=NO_SERVER)
    uri = f"bolt://127.0.0.1:{server.bolt_port}"
    return Target(uri, "neo4j", read_password(home), database, True)


@contextmanager
def connect(start: bool = False) -> Iterator[Database]:
    """The one driver of a command; every failure of the server becomes one line.

    The embedded server, where it is meant and is down, is started, with a line that says so.

    Parameters
    ----------
    start: starts it also where nothing was ever loaded; else no server is made to find it empty.

    Raises
    ------
    PhotographError: nothing was loaded yet; no server answers, with `NO_SERVER`; or it refuses.
    """
    _ensure_embedded(start)
    where = target(home())
    connected = False
    try:
        with GraphDatabase.driver(
            where.uri,
            auth=(where.username, where.password),
            notifications_min_severity="OFF",
            connection_timeout=10,
        ) as driver:
            driver.verify_connectivity()
            connected = True
            yield Database(driver, where)
    except (DriverError, Neo4jError) as error:
        raise explain(error, where, connected) from error
    except ValueError as error:  # the driver raises it for some addresses
        if connected:
            raise
        raise explain(error, where, connected) from error


def _ensure_embedded(even_empty: bool) -> None:
    if os.environ.get("NEO4J_URI"):
        return
    from server.process import ensure_running, running
    from server.store import has_graph

    if not (even_empty or has_graph(home()) or running(home())):
        extracted = any(home().embeddings.glob("*/*/*.parquet"))
        step = "photograph load" if extracted else "photograph extract PHOTOS, then load and link"
        raise PhotographError("Nothing was loaded into Neo4j yet.", f"Begin with {step}")
    ensure_running()


def explain(error: Exception, where: Target, connected: bool = True) -> PhotographError:
    """A failure of the driver or the server in one line, with what to do next.

    Parameters
    ----------
    connected: whether the server answered before it failed.
    """
    message = str(getattr(error, "message", None) or error).splitlines()[0]
    code = getattr(error, "code", None) or ""
    if isinstance(error, AuthError):
        user = f"{where.username} at {where.uri}"
        help_with = ".photograph/neo4j/password" if where.embedded else "NEO4J_PASSWORD"
        return PhotographError(f"Neo4j refuses the password of {user}.", f"Correct {help_with}.")
    if isinstance(error, ConfigurationError):
        told = str(error).partition(" Given URI")[0].splitlines()[0]
        return PhotographError(f"NEO4J_URI={where.uri} can't be used: {told}", "Correct it.")
    if not connected and isinstance(error, (DriverError, ValueError)):
        return (None if where.embedded else wrong_scheme(where.uri)) or _no_answer(where)
    if isinstance(error, (ServiceUnavailable, SessionExpired)):
        return PhotographError(
            f"Neo4j at {where.uri} ended, or went out of reach, while it was asked.",
            _EMBEDDED_NEXT if where.embedded else "Run the same command again once it is up.",
            exit_code=NO_SERVER,
        )
    if code.endswith("DatabaseNotFound"):
        return PhotographError(
            f"There is no database {where.database}.", "Set NEO4J_DATABASE to one that exists."
        )
    if code.endswith("ProcedureNotFound") or "Unknown function 'gds" in message:
        return PhotographError(
            "Neo4j has no Graph Data Science plugin.", "Install GDS 2.13 for Neo4j 5.26 there."
        )
    if code.endswith("ExternalResourceFailed"):
        return PhotographError(
            f"Neo4j at {where.uri} can't read the CSV that was written for it.",
            "Set NEO4J_IMPORT to that server's import folder as seen from here.",
        )
    return PhotographError(f"Neo4j refused: {message}", f"({code or type(error).__name__})")


def _no_answer(where: Target) -> PhotographError:
    step = _EMBEDDED_NEXT if where.embedded else _ADDRESS_NEXT
    return PhotographError(f"No Neo4j answers at {where.uri}.", step, exit_code=NO_SERVER)


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
    """Rows of a reading statement, and the bookmark of the last transaction that they saw.

    Two reads with the same bookmark saw the same database; it is empty where there is none.
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
    """Rows as they come, never all at once; runs in an auto-commit transaction."""
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
    """The version that a statement such as ``ask/gds_version`` tells; None where missing."""
    try:
        return str(read(database, name)[0]["version"])
    except ClientError as error:
        if "Unknown function" in str(error):
            return None
        raise
