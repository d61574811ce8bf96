"""``photograph load --via admin-import``: calls the import and prints its results."""

from __future__ import annotations

import os
from pathlib import Path

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.roots import last_collection
from photograph.console import say
from photograph.errors import PhotographError
from photograph.load.admin_import import import_collection
from photograph.load.import_elsewhere import write_for_server
from photograph.load.options import LoadOptions
from photograph.load.run import LoadReport
from photograph.settings import home


def import_last(options: LoadOptions) -> LoadReport:
    """Imports the photos extracted last into the embedded server.

    Raises
    ------
    PhotographError: ``NEO4J_URI`` names another server, whose importer can't be run from here.
    """
    if os.environ.get("NEO4J_URI"):
        raise PhotographError(
            "The importer runs on the server's own machine.",
            "Write the files for it: photograph load --via admin-import --import-folder FOLDER",
        )
    collection = last_collection(home())
    say(f"Importing {collection.root} ({collection.network}) into the embedded Neo4j")
    return import_collection(collection.folder(home()) / EMBEDDINGS_FILE, home(), options)


def write_last(folder: Path, options: LoadOptions) -> None:
    """Writes the files into a folder, and prints the command on standard output."""
    embeddings = last_collection(home()).folder(home()) / EMBEDDINGS_FILE
    files, command = write_for_server(embeddings, folder, options)
    say(f"{files.photos} photos written to {folder}. Bring it to the server's machine, stop Neo4j,")
    say("and in that folder, as the user that Neo4j runs as, run this (import.sh has it too):")
    print(command)
    say("Then start Neo4j, and make constraints and indexes from here: photograph load")
