"""The status of the embedded server, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.errors import PhotographError
from photograph.server.guide import browser_address, opening_address, play_line
from photograph.server.password import password_file
from photograph.server.process import running
from photograph.server.readiness import ServerVersions, versions
from photograph.server.remembered import RunningServer
from photograph.server.sign_in import USER
from photograph.settings import Home, home


@dataclass(frozen=True)
class ServerStatus:
    """Whether the server runs; values that are unknown while it is down are None."""

    running: bool
    answers: bool
    pid: int | None
    bolt: str | None
    browser: str | None
    browser_with_guide: str | None
    guide: str | None
    user: str
    password_file: str
    neo4j: str | None
    gds: str | None
    apoc: str | None


def server_status() -> ServerStatus:
    """Reads the present status of the embedded server."""
    place = home()
    there = running(place)
    parts = _versions(place, there) if there else None
    return ServerStatus(
        running=there is not None,
        answers=parts is not None,
        pid=there.pid if there else None,
        bolt=f"bolt://localhost:{there.bolt_port}" if there else None,
        browser=browser_address(there.http_port) if there else None,
        browser_with_guide=opening_address(there.bolt_port, there.http_port) if there else None,
        guide=play_line(there.http_port) if there else None,
        user=USER,
        password_file=str(password_file(place)),
        neo4j=parts.neo4j if parts else None,
        gds=parts.gds if parts else None,
        apoc=parts.apoc if parts else None,
    )


def status_lines(told: ServerStatus) -> str:
    """The status as lines of text for a person."""
    if not told.running:
        return "Neo4j is not running; `photograph server start` starts it."
    versions = f"Neo4j {told.neo4j}, GDS {told.gds}, APOC {told.apoc}"
    return "\n".join(
        (
            f"Neo4j is running as process {told.pid}.",
            f"Browser:  {told.browser_with_guide}",
            f"Guide:    opens with Browser; to open it again, type {told.guide}",
            f"Bolt:     {told.bolt}",
            f"User:     {told.user}, with the password in {told.password_file}",
            f"Versions: {versions if told.answers else 'unknown, it does not answer yet'}",
        )
    )


def _versions(place: Home, there: RunningServer) -> ServerVersions | None:
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        return versions(place, there.bolt_port)
    except (DriverError, Neo4jError, PhotographError):
        return None
