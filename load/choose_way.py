"""Chooses how photos reach the server: through its import folder or through the driver."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from neo4j.exceptions import ClientError

from photograph.console import say
from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.load.csv_file import import_file
from photograph.load.options import LoadWay

_CODES = (
    "Neo.ClientError.Statement.ExternalResourceFailed",
    "Neo.ClientError.Security.Forbidden",  # Aura and Enterprise: LOAD is a privilege there
)


def choose_way(database: Database, asked: LoadWay | None, imports: Path) -> LoadWay:
    """The way that was asked for, else the import folder if it works, else the driver.

    Raises
    ------
    PhotographError: `--via file` was given, but the server does not read this import folder, or the
        folder can't be written.
    """
    if asked is LoadWay.DRIVER:
        return asked
    why = _why_not_by_file(database, imports)
    if why is None:
        return LoadWay.FILE
    if asked is LoadWay.FILE:
        raise PhotographError(
            f"Neo4j at {database.target.uri} {why}.",
            "Set NEO4J_IMPORT to that server's import folder as seen from here, or: --via driver",
        )
    say(f"Neo4j at {database.target.uri} {why}: the photos go through the driver.")
    return LoadWay.DRIVER


def _why_not_by_file(database: Database, imports: Path) -> str | None:
    """Has the server read a word from the import folder; returns why it can't, or None."""
    word = secrets.token_hex(8)
    try:
        with import_file(imports, "probe") as file:
            file.write_text(f"{word}\n")
            [row] = read(database, "load/read_word", url=f"file:///{file.name}")
    except PhotographError:
        # A folder that the person named must work; one that nobody named need not.
        if database.target.embedded or os.environ.get("NEO4J_IMPORT"):
            raise
        return f"is not reached by {imports}, which can't be written"
    except (ClientError, ValueError) as error:
        return _told(error, imports)
    return None if row["word"] == word else f"reads another folder than {imports}"


def _told(error: ClientError | ValueError, imports: Path) -> str:
    if isinstance(error, ValueError):  # no row: a file of that name, and nothing in it
        return f"reads another folder than {imports}"
    if error.code not in _CODES:
        raise error
    message = error.message or ""
    if "allow_csv_import_from_file_urls" in message or error.code == _CODES[1]:
        return "reads no files (file access is off)"
    return f"can't read files in {imports}"
