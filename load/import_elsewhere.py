"""Writes the import files for a server on another machine, and the command to run there."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from photograph.graph.versions import check_versions
from photograph.load.disk_room import check_room
from photograph.load.empty_database import check_empty
from photograph.load.import_files import ImportFiles, write_import_files
from photograph.load.import_source import import_source
from photograph.load.options import LoadOptions
from photograph.server.connection import connect

_COMMAND_FILE = "import.sh"
_REPORT = "import-report.txt"


def write_for_server(
    embeddings: Path, folder: Path, options: LoadOptions
) -> tuple[ImportFiles, str]:
    """Writes the files into a folder; returns them and the command to run in that folder.

    With ``NEO4J_URI`` set, that server's database must be empty, and the command overwrites it.
    Otherwise the command is for a database that does not exist yet.

    Raises
    ------
    PhotographError: the database is not empty, an embedding is wrong, or the disk has no room.
    """
    source = import_source(embeddings, options)
    there = bool(os.environ.get("NEO4J_URI"))
    if there:
        with connect() as database:
            check_versions(database)
            check_empty(database)
    check_room(folder.absolute(), len(source.rows), source.floats, with_database=False)
    files = write_import_files(source.rows, source.target, folder)
    database_name = os.environ.get("NEO4J_DATABASE") or "neo4j"
    command = shlex.join(["neo4j-admin", *files.words(database_name, _REPORT, overwrite=there)])
    script = folder / _COMMAND_FILE
    script.write_text(f'#!/bin/sh\ncd "$(dirname "$0")" && exec {command}\n', encoding="utf-8")
    script.chmod(0o755)
    return files, command
