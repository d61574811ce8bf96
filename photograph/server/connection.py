"""Connects to Neo4j: to the server of ``NEO4J_URI`` if it is set, else to the embedded one."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import GraphDatabase
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

import photograph
from photograph.errors import NO_SERVER, PhotographError
from photograph.graph.database import Database, DatabaseTarget
from photograph.server.address import check_address, wrong_scheme
from photograph.settings import Home, home

# The driver logs each failure beside raising it; one line is enough.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_ADDRESS_NEXT = "Start it, or check NEO4J_URI, or unset it to use the embedded server."
_EMBEDDED_NEXT = "Run the same command again, which starts it; photograph server logs says why."
# Neo4j 5.26 says so where its disk is full, and takes nothing more until it is started again.
_STOPPED_WRITING = ("TransactionLogError", "TransactionStartFailed", "TransactionCommitFailed")


def target(home: Home) -> DatabaseTarget:
    """The server in ``NEO4J_URI``, or the embedded one.

    Raises
    ------
    PhotographError: ``NEO4J_URI`` is no address, ``NEO4J_PASSWORD`` is missing, or the
        embedded server is down.
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
    return DatabaseTarget(
        uri, os.environ.get("NEO4J_USERNAME") or "neo4j", password, database, False
    )


def _embedded(home: Home, database: str) -> DatabaseTarget:
    from photograph.server.password import read_password
    from photograph.server.process import running

    server = running(home)
    if server is None:
        raise PhotographError("The embedded Neo4j is down.", _EMBEDDED_NEXT, exit_code=NO_SERVER)
    uri = f"bolt://127.0.0.1:{server.bolt_port}"
    return DatabaseTarget(uri, "neo4j", read_password(home), database, True)


@contextmanager
def connect(start: bool = False) -> Iterator[Database]:
    """Opens the driver of a command; turns failures of the server into PhotographErrors.

    Starts the embedded server if it is needed and down, and prints a line about it.

    Parameters
    ----------
    start: starts the embedded server even if nothing was ever loaded.

    Raises
    ------
    PhotographError: nothing was loaded yet; the server refuses; or no server answers, with the
        exit code `NO_SERVER`.
    """
    _ensure_embedded(start)
    where, client = target(home()), uuid.uuid4().hex
    connected = False
    try:
        with GraphDatabase.driver(
            where.uri,
            auth=(where.username, where.password),
            user_agent=f"photograph/{photograph.__version__} {client}",
            notifications_min_severity="OFF",
            connection_timeout=10,
            max_connection_lifetime=-1,  # no moment without one: it is the sign of life of a run
        ) as driver:
            driver.verify_connectivity()
            connected = True
            yield Database(driver, where, client)
    except (DriverError, Neo4jError) as error:
        raise explain(error, where, connected) from error
    except ValueError as error:  # the driver raises it for some addresses
        if connected:
            raise
        raise explain(error, where, connected) from error


def _ensure_embedded(even_empty: bool) -> None:
    if os.environ.get("NEO4J_URI"):
        return
    from photograph.server.process import ensure_running, running
    from photograph.server.store import has_graph

    if not (even_empty or has_graph(home()) or running(home())):
        extracted = any(home().embeddings.glob("*/*/*.parquet"))
        step = "photograph load" if extracted else "photograph extract PHOTOS, then load and link"
        raise PhotographError("Nothing was loaded into Neo4j yet.", f"Start with {step}")
    ensure_running()


def explain(error: Exception, where: DatabaseTarget, connected: bool = True) -> PhotographError:
    """A PhotographError for a failure of the driver or the server, with what to do next.

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
            f"Neo4j at {where.uri} ended, or could no longer be reached, during the command.",
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
    if code.endswith(_STOPPED_WRITING):
        again = "photograph server start" if where.embedded else "start that server again"
        what = f"Neo4j can't write to its disk any more ({code})."
        return PhotographError(what, f"Free some space, then: {again}")
    return PhotographError(f"Neo4j refused: {message}", f"({code or type(error).__name__})")


def _no_answer(where: DatabaseTarget) -> PhotographError:
    step = _EMBEDDED_NEXT if where.embedded else _ADDRESS_NEXT
    return PhotographError(f"No Neo4j answers at {where.uri}.", step, exit_code=NO_SERVER)
