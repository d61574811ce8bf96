"""One run of `load`: makes nodes from the Parquet file of a collection; may be repeated."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from photograph.collection.contract import Provenance, is_great_loss, read_provenance
from photograph.console import progress
from photograph.cypher import statements
from photograph.errors import PhotographError
from photograph.graph.database import Database, read, write, write_in_batches
from photograph.graph.property_names import PropertyNames, property_names
from photograph.graph.schema import drop_failed_indexes, make
from photograph.graph.versions import check_versions
from photograph.load.choose_way import choose_way
from photograph.load.csv_address import check_csv
from photograph.load.difference import MovedPhoto, difference, in_order
from photograph.load.guard import check_classification, check_embeddings
from photograph.load.merge import LoadTarget, merge_rows
from photograph.load.options import LoadOptions, LoadWay
from photograph.load.prune import check_folders_read, check_loss, forget_lost
from photograph.load.rows import PhotoRows
from photograph.load.signatures import has_signatures, set_signatures
from photograph.load.vector_index import make_vector_index
from photograph.settings import Home

_INDEX_SECONDS = 300
_MOVES_A_BATCH = 5_000
_DELETES_A_BATCH = 1_000
_PATHS_A_STATEMENT = 10_000
_SHOWN_GONE = 5


@dataclass(frozen=True)
class LoadReport:
    """What a load did, in numbers of photos."""

    photos: int
    created: int
    updated: int
    unchanged: int
    gone: int
    moved: int = 0
    pruned: int = 0
    some_gone: tuple[str, ...] = field(default=(), compare=False)


def load_collection(
    embeddings: Path, database: Database, home: Home, options: LoadOptions | None = None
) -> LoadReport:
    """Makes the nodes of a root equal to an embeddings file; a second run changes nothing.

    Raises
    ------
    PhotographError: a version does not fit, an embedding or a row is wrong, the server can't read
        the CSV, the photos of this root in the graph are of another network, or photos are to be
        removed though a folder was not read, or too many.
    """
    options = options or LoadOptions()
    provenance = read_provenance(embeddings)
    if options.prune:
        check_folders_read(embeddings, provenance.root)
    target = LoadTarget(provenance.root, provenance.network, property_names(options.name))
    rows = PhotoRows(embeddings, options.classification)
    check_versions(database)
    check_rows(rows, provenance)
    before = count_photos(database, target)
    way = _way(rows, provenance, database, home, options)
    make_schema(database)
    found = difference(embeddings, database, target.root)
    if options.prune:
        check_loss(len(found.gone), before, target.root, options.yes)
    _move(found.parked + found.moves, target.root, database)
    written = merge_rows(rows, target, database, way, home.imports)
    set_signatures(embeddings, database, target.root)
    created = count_photos(database, target) - before
    pruned = _prune(found.gone, target.root, database) if options.prune else 0
    if is_great_loss(pruned, before):
        forget_lost(embeddings)
    make_vector_index(database, target.names, provenance.dims, len(rows))
    updated, moved = written - created, len(found.moves)
    unchanged = max(0, len(rows) - created - updated - moved)
    gone = tuple(found.gone[:_SHOWN_GONE])
    return LoadReport(
        len(rows), created, updated, unchanged, len(found.gone), moved, pruned, some_gone=gone
    )


def check_rows(rows: PhotoRows, provenance: Provenance) -> None:
    """Checks embeddings and signatures, and that there is a classification if one is wanted."""
    has_signatures(rows.embeddings)
    if rows.classification:
        check_classification(provenance)
    check_embeddings(rows.embeddings, provenance.dims)


def _way(
    rows: PhotoRows, provenance: Provenance, database: Database, home: Home, options: LoadOptions
) -> LoadWay | str:
    if options.url is None:
        return choose_way(database, options.via, home.imports)
    classes = provenance.features if rows.classification else 0
    check_csv(database, options.url, len(rows), provenance.dims, classes)
    return options.url


def make_schema(database: Database) -> None:
    """Makes missing constraints and indexes, and waits until they are online."""
    drop_failed_indexes(database)
    for wanted in statements("schema"):
        values = {"seconds": _INDEX_SECONDS} if wanted.parameters else {}
        make(database, wanted, **values)


def count_photos(database: Database, target: LoadTarget) -> int:
    """The number of nodes of a root.

    Raises
    ------
    PhotographError: the property already has embeddings of another network.
    """
    row = read(
        database,
        "load/count_photos_of_root",
        root=target.root,
        networkKey=target.names.network,
    )[0]
    others = [network for network in row["networks"] if network != target.network]
    if others:
        raise _other_network(target, str(others[0]))
    return int(row["photos"])


def _other_network(target: LoadTarget, other: str) -> PhotographError:
    held = "" if target.names == PropertyNames() else f" as {target.names.suffix[1:]}"
    return PhotographError(
        f"The photos of {target.root} in the graph have embeddings of {other}{held}.",
        f"Keep both, {target.network} in properties of its own: photograph load --as NAME",
    )


def _move(moves: list[MovedPhoto], root: str, database: Database) -> None:
    for batch in in_order(moves, _MOVES_A_BATCH):
        rows = [
            {
                "source": move.photo.path,
                "contentHash": move.photo.content_hash,
                "target": move.target,
                "filename": move.filename,
            }
            for move in batch
        ]
        write(database, "load/move_photos", root=root, moves=rows)


def _prune(gone: list[str], root: str, database: Database) -> int:
    with progress("Removing", len(gone)) as advance:
        for start in range(0, len(gone), _PATHS_A_STATEMENT):
            paths = gone[start : start + _PATHS_A_STATEMENT]
            values = {"root": root, "paths": paths, "batch": _DELETES_A_BATCH}
            write_in_batches(database, "load/delete_photos", **values)
            advance(len(paths))
    return len(gone)
