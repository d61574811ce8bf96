"""The photos of one collection into an empty database, by Neo4j's own importer."""

from __future__ import annotations

import os
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from load.empty import check_empty
from load.import_files import ImportFiles, write_import_files
from load.merge import Target
from load.property_names import property_names
from load.rows import Rows
from load.run import Loaded, Options, check_rows, make_schema
from load.vector_index import make_vector_index
from photograph.console import say
from photograph.contract import Provenance, read_provenance
from photograph.errors import PhotographError
from photograph.settings import Home
from server import store
from server.admin import run_admin
from server.configuration import own_settings
from server.connection import Database, connect, read
from server.process import stopped
from server.versions import check_versions

_COMMAND_FILE = "import.sh"
_REPORT = "import-report.txt"
# Where a person's own settings put the data, files made apart can't be moved in.
_ELSEWHERE = ("server.directories.data", "server.directories.transaction.logs.root")


@dataclass(frozen=True)
class _Collection:
    """What is imported, and as what."""

    rows: Rows
    provenance: Provenance
    target: Target


def import_collection(embeddings: Path, home: Home, options: Options) -> Loaded:
    """Imports an embeddings file into the embedded server, which is stopped for that time.

    The files of the database are made apart from those of the server, and replace them when they
    are whole, so that a failure or a kill leaves the server as it was.

    Raises
    ------
    PhotographError: the database is not empty, an embedding is wrong, or the importer fails.
    """
    wanted = _checked(embeddings, options)
    _check_place(home)
    with connect(start=True) as database:
        check_versions(database)
        name = database.target.database
        before = store.last_commit(home, name)
        check_empty(database)
    made = store.apart(home)
    try:
        files = write_import_files(wanted.rows, wanted.target, made / "files")
        with stopped(home):
            if store.last_commit(home, name) != before:
                raise _written_meanwhile(name)
            _run(files, name, home, made)
            store.take_over(home, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    with connect() as database:
        return _finish(files, wanted, database)


def write_for_server(embeddings: Path, folder: Path, options: Options) -> tuple[ImportFiles, str]:
    """Writes the files for a server elsewhere, with the command, to be run there in that folder.

    With ``NEO4J_URI`` set, that server's database must be empty, and the command overwrites it;
    otherwise it is for a database that does not exist yet.
    """
    wanted = _checked(embeddings, options)
    name, there = os.environ.get("NEO4J_DATABASE") or "neo4j", bool(os.environ.get("NEO4J_URI"))
    if there:
        with connect() as database:
            check_versions(database)
            check_empty(database)
    files = write_import_files(wanted.rows, wanted.target, folder)
    command = shlex.join(["neo4j-admin", *_words(files, name, _REPORT, overwrite=there)])
    script = folder / _COMMAND_FILE
    script.write_text(f'#!/bin/sh\ncd "$(dirname "$0")" && exec {command}\n', encoding="utf-8")
    script.chmod(0o755)
    return files, command


def _checked(embeddings: Path, options: Options) -> _Collection:
    provenance = read_provenance(embeddings)
    target = Target(provenance.root, provenance.network, property_names(options.name))
    rows = Rows(embeddings, options.classification)
    check_rows(rows, provenance)
    return _Collection(rows, provenance, target)


def _check_place(home: Home) -> None:
    moved = [name for name in _ELSEWHERE if name in own_settings(home)]
    if moved:
        raise PhotographError(
            f"extra.conf sets {moved[0]}, and an import needs the data in its usual place.",
            "Load as usual: photograph load",
        )


def _written_meanwhile(name: str) -> PhotographError:
    return PhotographError(
        f"Something was written to the database {name} before the server was down, so nothing was"
        " imported.",
        "Run the same command again.",
    )


def _words(files: ImportFiles, name: str, report: str, overwrite: bool) -> list[str]:
    words = ["database", "import", "full", name, *files.options, f"--report-file={report}"]
    return [*words, "--overwrite-destination=true"] if overwrite else words


def _run(files: ImportFiles, name: str, home: Home, made: Path) -> None:
    logs = home.neo4j / "logs"
    say(f"Neo4j imports the files; {logs / 'import.log'} tells how far it is.")
    words = _words(files, name, str(logs / _REPORT), overwrite=False)
    run_admin(home, made, words, made / "files", logs / "import.log")
    shutil.rmtree(made / "files")


def _finish(files: ImportFiles, wanted: _Collection, database: Database) -> Loaded:
    found = read(database, "load/count_imported")[0]
    expected = {"photos": files.photos, "labels": files.labels, "shows": files.shows}
    wrong = [name for name, count in expected.items() if found[name] != count]
    if wrong:
        raise PhotographError(
            f"The import made {found[wrong[0]]} {wrong[0]} of {expected[wrong[0]]}.",
            "Add what is missing: photograph load",
        )
    make_schema(database)
    make_vector_index(database, wanted.target.names, wanted.provenance.dims, files.photos)
    return Loaded(files.photos, created=files.photos, updated=0, unchanged=0, gone=0)
