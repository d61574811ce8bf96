"""Waits until a started server answers with GDS and APOC, and reads the versions."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from photograph.cypher import statement
from photograph.errors import PhotographError
from photograph.server.password import read_password
from photograph.server.sign_in import TooManyFailures, open_driver, sign_in
from photograph.settings import Home

if TYPE_CHECKING:
    from neo4j import Driver

START_TIMEOUT_SECONDS = 180.0
PAUSE_SECONDS = 0.2


class StillStarting(PhotographError):  # noqa: N818 - it goes on, so it is no error yet
    """The server's process runs, but has not answered in time."""


class StoppedWriting(PhotographError):  # noqa: N818 - it ends with a restart
    """The server's process runs but refuses writes, as after its disk was full."""


@dataclass(frozen=True)
class ServerVersions:
    """The versions of a running server and its plugins."""

    neo4j: str
    gds: str
    apoc: str


def await_ready(home: Home, bolt_port: int, check_alive: Callable[[], None]) -> ServerVersions:
    """Waits until the server accepts the password and both plugins answer.

    Parameters
    ----------
    home: the working folder, for the password.
    bolt_port: the port of the server.
    check_alive: raises an error if the server's process has ended.
    """
    from neo4j.exceptions import DatabaseError, DriverError, TransientError

    allowed = _timeout()
    end = time.monotonic() + allowed
    while True:
        check_alive()
        try:
            sign_in(home, bolt_port)
            return versions(home, bolt_port)
        except DatabaseError as error:
            raise StoppedWriting(
                f"Neo4j takes nothing any more ({error.code}).",
                "Free some space where its disk is full, then: photograph server stop",
            ) from error
        except (DriverError, TransientError, TooManyFailures) as error:
            if time.monotonic() > end:
                raise _still_starting(allowed) from error
        time.sleep(PAUSE_SECONDS)


def versions(home: Home, bolt_port: int) -> ServerVersions:
    """Reads the versions of a running server; raises an error that names a missing plugin."""
    with open_driver(bolt_port, read_password(home)) as driver:
        return ServerVersions(
            neo4j=_ask(driver, "ask/versions", "neo4j"),
            gds=_plugin_version(driver, "GDS", "ask/gds_version"),
            apoc=_plugin_version(driver, "APOC", "ask/apoc_version"),
        )


def _plugin_version(driver: Driver, plugin: str, name: str) -> str:
    from neo4j.exceptions import CypherSyntaxError

    try:
        return _ask(driver, name, "version")
    except CypherSyntaxError as error:
        # Neo4j 5.26 starts happily without a plugin that failed to load.
        raise PhotographError(
            f"Neo4j started without its plugin {plugin}.",
            "Its logs/debug.log says why it did not load.",
        ) from error


def _ask(driver: Driver, name: str, column: str) -> str:
    with driver.session() as session:
        return str(session.run(statement(name).text).single(strict=True)[column])


def _timeout() -> float:
    asked = os.environ.get("PHOTOGRAPH_START_TIMEOUT")
    try:
        return float(asked) if asked else START_TIMEOUT_SECONDS
    except ValueError as error:
        raise PhotographError(
            f"PHOTOGRAPH_START_TIMEOUT is {asked!r}, which is no number.", "Give it in seconds."
        ) from error


def _still_starting(allowed: float) -> StillStarting:
    return StillStarting(
        f"Neo4j has not answered within {allowed:.0f} s, and goes on starting.",
        "Watch it with `photograph server logs --follow`; PHOTOGRAPH_START_TIMEOUT waits longer.",
    )
