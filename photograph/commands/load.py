"""``photograph load`` and ``photograph export``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photograph.load.options import LoadOptions, LoadWay

if TYPE_CHECKING:
    from photograph.load.run import LoadReport


def load(
    exported: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="A folder written by photograph export. Default: the photos extracted last.",
        ),
    ] = None,
    with_classification: Annotated[
        bool,
        typer.Option("--with-classification", help="Also store the network's logits."),
    ] = False,
    as_name: Annotated[
        str | None,
        typer.Option(
            "--as", help="Store the embeddings as embedding_NAME, beside those of another network."
        ),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove photos that are gone from the folder.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Prune without asking, however many photos are gone.")
    ] = False,
    via: Annotated[
        LoadWay | None,
        typer.Option(
            help="How photos reach the server: through its import folder, through the connection,"
            " or by Neo4j's importer, for an empty database. Default: the first of these two that"
            " works: file, driver.",
        ),
    ] = None,
    csv_url: Annotated[
        str | None,
        typer.Option(
            help="The address of a CSV written by --write-csv, which the server can read."
        ),
    ] = None,
    write_csv: Annotated[
        Path | None, typer.Option(help="Only write the CSV for --csv-url to this file.")
    ] = None,
    import_folder: Annotated[
        Path | None,
        typer.Option(
            help="Only write the files of admin-import into this folder, and print its command."
        ),
    ] = None,
) -> None:
    """Load the photos of the last extract into Neo4j, so that the graph matches the folder.

    The node of a moved photo is kept, with everything that you attached to it. A second load
    changes nothing, and other data in the database is never touched. A FOLDER written by
    photograph export is loaded instead, if given: into an empty database, it gives the same graph.
    Starts the embedded Neo4j if it is down; with NEO4J_URI set, uses that server.
    With --via admin-import, an empty embedded Neo4j is stopped, filled and started again. For a
    server on another machine: photograph load --via admin-import --import-folder FOLDER

    --prune removes nothing while a folder of photos can't be read, and asks first if more than
    20 photos, and more than a fifth of all, are gone, since a drive may not be mounted.

    Example: photograph load --prune
    """
    from photograph.errors import PhotographError

    importing = via is LoadWay.ADMIN_IMPORT
    options = LoadOptions(
        with_classification, prune, as_name, None if importing else via, csv_url, yes
    )
    if (via and csv_url) or (importing and write_csv):
        raise PhotographError("--via can't be combined with a CSV.", "Leave one out.")
    if import_folder and not importing:
        raise PhotographError(
            "--import-folder needs --via admin-import.", "Add: --via admin-import"
        )
    if exported and (options != LoadOptions() or write_csv or importing):
        raise PhotographError("An exported folder takes no options.", "Leave out the options.")
    if exported:
        _load_exported(exported)
    elif write_csv:
        _write_csv(write_csv, options)
    elif importing:
        _import(import_folder, options)
    else:
        _load_collection(options)


def _import(folder: Path | None, options: LoadOptions) -> None:
    from photograph.commands.load_import import import_last, write_last
    from photograph.next_step import say_next

    if folder:
        write_last(folder, options)
    else:
        _report(import_last(options))
        say_next("photograph link")


def _load_collection(options: LoadOptions) -> None:
    from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
    from photograph.collection.roots import last_collection
    from photograph.commands.load_after import after_load
    from photograph.console import say
    from photograph.graph.property_names import property_names
    from photograph.load.run import load_collection
    from photograph.next_step import say_next
    from photograph.server.connection import connect
    from photograph.server.turns import own_turn
    from photograph.settings import home

    collection = last_collection(home())
    embeddings = collection.folder(home()) / EMBEDDINGS_FILE
    property_names(options.name), read_provenance(embeddings)  # before a server is started
    with connect(start=True) as database, own_turn(database):
        say(f"Loading {collection.root} ({collection.network}) into {database.target.uri}")
        _report(load_collection(embeddings, database, home(), options))
        say_next(after_load(database, collection.network))


def _report(loaded: LoadReport) -> None:
    from photograph.console import say, table

    header = ("photos", "created", "updated", "moved", "unchanged", "gone", "removed")
    counts = (
        loaded.photos,
        loaded.created,
        loaded.updated,
        loaded.moved,
        loaded.unchanged,
        loaded.gone,
        loaded.pruned,
    )
    print(table([tuple(str(count) for count in counts)], header))
    if loaded.gone > loaded.pruned:
        named = ", ".join(loaded.some_gone) + (", …" if loaded.gone > len(loaded.some_gone) else "")
        say(f"Gone from the folder, still in the graph: {named}")
        say("Remove them from the graph: photograph load --prune")


def _write_csv(path: Path, options: LoadOptions) -> None:
    from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
    from photograph.collection.roots import last_collection
    from photograph.console import say
    from photograph.load.csv_file import write_import_csv
    from photograph.load.guard import check_classification, check_embeddings
    from photograph.load.rows import PhotoRows
    from photograph.next_step import say_next
    from photograph.settings import home

    embeddings = last_collection(home()).folder(home()) / EMBEDDINGS_FILE
    provenance = read_provenance(embeddings)
    check_embeddings(embeddings, provenance.dims)
    if options.classification:
        check_classification(provenance)
    written = write_import_csv(PhotoRows(embeddings, options.classification), path)
    say(f"{written} photos written to {path}.")
    say_next(
        "put it at an address that your server reads, then photograph load --csv-url https://…"
    )


def _load_exported(folder: Path) -> None:
    from photograph.commands.load_after import ASK
    from photograph.console import say, table
    from photograph.load.restore import check_export, restore
    from photograph.next_step import say_next
    from photograph.server.connection import connect
    from photograph.server.turns import own_turn

    check_export(folder)
    with connect(start=True) as database, own_turn(database):
        say(f"Loading {folder} into {database.target.uri}")
        restored = restore(folder, database)
    header = ("photos", "edges", "link runs", "albums")
    counts = (restored.photos, restored.edges, restored.runs, restored.albums)
    print(table([tuple(str(count) for count in counts)], header))
    say_next(ASK if restored.edges else "photograph link")


def export(
    folder: Annotated[
        Path, typer.Argument(help="The folder for photos.parquet, edges.parquet and other files.")
    ],
) -> None:
    """Write the graph to Parquet: photos, with embeddings and labels, edges, verdicts and albums.

    For pandas and NetworkX: `id` in photos.parquet, `source` and `target` in edges.parquet. Load
    it into another database with photograph load FOLDER. Writes only what photograph made.

    Example: photograph export backup
    """
    from photograph.console import say
    from photograph.errors import PhotographError
    from photograph.load.export import export_graph
    from photograph.next_step import say_next
    from photograph.server.connection import connect

    if folder.exists() and not folder.is_dir():
        raise PhotographError(f"{folder} is no folder.", "Name another: photograph export FOLDER")
    with connect() as database:
        exported = export_graph(folder, database)
    counts = f"{exported.photos} photos, {exported.edges} edges and {exported.albums} albums"
    say(f"{counts} written to {folder}")
    say_next(f"read it with pandas, or photograph load {shlex.quote(str(folder))} elsewhere")
