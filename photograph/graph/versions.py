"""Checks that the versions of Neo4j, GDS and APOC fit together."""

from __future__ import annotations

import re

from photograph.errors import PhotographError
from photograph.graph.database import Database, has_function, read

Version = tuple[int, int]

OLDEST: Version = (5, 26)  # the first long-term release with dynamic property keys
# GDS has numbers of its own, so what fits is a table; for a server that is not in it, GDS itself
# refuses to start where it does not fit. APOC's first two numbers are its server's.
GDS_FOR: dict[Version, Version] = {(5, 26): (2, 13)}


def check_versions(database: Database) -> None:
    """Checks the versions of the server and its plugins.

    Raises
    ------
    PhotographError: the server is too old, or a plugin is made for another version.
    """
    problem = misfit(
        str(read(database, "ask/versions")[0]["neo4j"]),
        has_function(database, "ask/gds_version"),
        has_function(database, "ask/apoc_version"),
    )
    if problem:
        raise problem


def misfit(neo4j: str, gds: str | None, apoc: str | None) -> PhotographError | None:
    """What does not fit, and which version would; None if all fit.

    A missing plugin counts as fitting: `load` needs none, and `link` reports that it needs GDS.

    Parameters
    ----------
    neo4j, gds, apoc: versions as the server returns them, such as ``5.26.30`` or ``5.27-aura``.
    """
    server = _numbers(neo4j)
    if server < OLDEST:
        return PhotographError(f"Neo4j {neo4j} is too old.", f"Use {_text(OLDEST)} or newer.")
    if "aura" in neo4j:
        return None  # its plugins are chosen by those who run it
    wanted = GDS_FOR.get(server)
    if gds and wanted and _numbers(gds) != wanted:
        return _wrong("GDS", gds, neo4j, wanted)
    if apoc and _numbers(apoc) != server:
        return _wrong("APOC", apoc, neo4j, server)
    return None


def _wrong(plugin: str, version: str, neo4j: str, wanted: Version) -> PhotographError:
    return PhotographError(
        f"{plugin} {version} does not fit Neo4j {neo4j}.",
        f"Install {plugin} {_text(wanted)} there and start it again.",
    )


def _numbers(version: str) -> Version:
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _text(version: Version) -> str:
    return f"{version[0]}.{version[1]:02}" if version[0] > 1000 else f"{version[0]}.{version[1]}"
