"""One run of `load`: the Parquet of one collection becomes nodes, however often it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from cypher import statements
from load.csv_file import ESCAPES, import_file, write_csv
from load.guard import check_embeddings
from photograph.contract import Provenance, read_provenance
from photograph.errors import PhotographError
from photograph.settings import Home
from server.connection import Database, read, write_in_batches

_BATCH = 500
_INDEX_SECONDS = 300


@dataclass(frozen=True)
class Loaded:
    """What a load did, in photos."""

    photos: int
    created: int
    updated: int
    unchanged: int
    gone: int


def load_collection(embeddings: Path, database: Database, home: Home) -> Loaded:
    """Loads an embeddings file; a second time, nothing changes.

    Raises
    ------
    PhotographError: an embedding is wrong, the server can't read the CSV, or the photos of
        this root in the graph are of another network.
    """
    provenance = read_provenance(embeddings)
    check_embeddings(embeddings, provenance)
    make_schema(database)
    before = _count(database, provenance)
    with import_file(home.imports, f"photograph-{provenance.root}") as csv:
        photos = write_csv(embeddings, csv)
        csv.chmod(0o644)  # a server in a container runs as another user
        written = _load(csv, database, provenance)
    created = _count(database, provenance) - before
    return Loaded(
        photos,
        created,
        written - created,
        photos - written,
        _gone(embeddings, database, provenance),
    )


def make_schema(database: Database) -> None:
    """Constraints and indexes, each made once; waits until they are online."""
    for wanted in statements("schema"):
        values = {"seconds": _INDEX_SECONDS} if wanted.parameters else {}
        write_in_batches(database, wanted.name, **values)


def _count(database: Database, provenance: Provenance) -> int:
    row = read(database, "load/count_photos_of_root", root=provenance.root)[0]
    others = [network for network in row["networks"] if network != provenance.network]
    if others:
        raise PhotographError(
            f"The photos of {provenance.root} in the graph have embeddings of {others[0]}.",
            f"Load those: photograph extract --network {others[0]}, then photograph load",
        )
    return int(row["photos"])


def _load(csv: Path, database: Database, provenance: Provenance) -> int:
    """Runs both statements over the CSV; returns how many photos were created or updated."""
    values = {
        "url": f"file:///{csv.name}",
        "root": provenance.root,
        "escapes": ESCAPES,
        "batch": _BATCH,
    }
    rows, _ = write_in_batches(database, "load/load_photos", network=provenance.network, **values)
    write_in_batches(database, "load/load_labels", **values)
    return int(rows[0]["written"])


def _gone(embeddings: Path, database: Database, provenance: Provenance) -> int:
    here = set(pq.read_table(embeddings, columns=["path"])["path"].to_pylist())
    there = read(database, "load/stream_paths_of_root", root=provenance.root)
    return sum(row["path"] not in here for row in there)
