"""Imports a collection into the empty embedded server with Neo4j's own importer."""

from __future__ import annotations

import shutil
from pathlib import Path

from photograph.console import say
from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.graph.versions import check_versions
from photograph.load.disk_room import check_room
from photograph.load.empty_database import check_empty
from photograph.load.import_files import ImportFiles, write_import_files
from photograph.load.import_source import ImportSource, import_source
from photograph.load.options import LoadOptions
from photograph.load.run import LoadReport, make_schema
from photograph.load.signatures import set_signatures
from photograph.load.vector_index import make_vector_index
from photograph.server import store
from photograph.server.admin import run_admin
from photograph.server.connection import connect
from photograph.server.process import stopped
from photograph.settings import Home


def import_collection(embeddings: Path, home: Home, options: LoadOptions) -> LoadReport:
    """Imports an embeddings file into the embedded server, which is stopped meanwhile.

    Makes the database's files apart from those of the server, and replaces them when they
    are complete, so that a failure or a kill leaves the server as it was.

    Raises
    ------
    PhotographError: the database is not empty, an embedding is wrong, the disk has no room, or
        the importer fails.
    """
    source = import_source(embeddings, options)
    _check_place(home)
    with connect(start=True) as database:
        check_versions(database)
        name = database.target.database
        before = store.last_commit(home, name)
        check_empty(database)
    check_room(home.neo4j, len(source.rows), source.floats, with_database=True)
    made = store.apart(home)
    try:
        files = write_import_files(source.rows, source.target, made / "files")
        with stopped(home):
            if store.last_commit(home, name) != before:
                raise _written_meanwhile(name)
            run_import(files, name, home, made)
            store.take_over(home, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    with connect() as database:
        return _finish(files, source, database)


def _check_place(home: Home) -> None:
    # Where a person's own settings put the data, files made apart can't be moved in.
    if moved := store.moved_by(home):
        raise PhotographError(
            f"extra.conf sets {moved}, and an import needs the data in its usual place.",
            "Load as usual: photograph load",
        )


def _written_meanwhile(name: str) -> PhotographError:
    return PhotographError(
        f"Something was written to the database {name} before the server was down, so nothing was"
        " imported.",
        "Run the same command again.",
    )


def run_import(files: ImportFiles, name: str, home: Home, made: Path) -> None:
    """Makes a database below `made` from the files there, then removes these files."""
    logs = home.neo4j / "logs"
    say(f"Neo4j imports the files; its progress is in {logs / 'import.log'}")
    words = files.words(name, str(logs / "import-report.txt"), overwrite=False)
    run_admin(home, made, words, made / "files", logs / "import.log")
    shutil.rmtree(made / "files")


def _finish(files: ImportFiles, source: ImportSource, database: Database) -> LoadReport:
    check_counts(files, database)
    make_schema(database)
    set_signatures(source.rows.embeddings, database, source.target.root)
    make_vector_index(database, source.target.names, source.provenance.dims, files.photos)
    return LoadReport(files.photos, created=files.photos, updated=0, unchanged=0, gone=0)


def check_counts(files: ImportFiles, database: Database) -> None:
    """Checks that the database has as many photos, labels and SHOWS as were written.

    Raises
    ------
    PhotographError: a number differs.
    """
    found = read(database, "load/count_imported")[0]
    for name in ("photos", "labels", "shows"):
        wanted = getattr(files, name)
        if found[name] != wanted:
            raise PhotographError(
                f"The import made {found[name]} {name}, not {wanted}.",
                "Correct that: photograph load",
            )
