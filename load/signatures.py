"""Gives the nodes the signatures of their photos, through the driver: a CSV holds no bytes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from photograph.collection.contract import SIGNATURE_FIELD
from photograph.console import progress
from photograph.errors import DamagedFileError
from photograph.graph.database import Database, read, write
from photograph.load.signature_vector import signature_vectors
from photograph.summed_parquet import EXPORTED_FILES, count_rows, read_batches, read_schema

_PHOTOS_A_BATCH = 1_000  # of 4 KB each
_KEY = ["root", "path", "content_hash"]


def set_signatures(photos: Path, database: Database, root: str | None = None) -> int:
    """Sets the signatures that nodes lack, of an embeddings file or an export; returns how many.

    Each with ``signatureVector``, by which candidates are found; a blank picture has none.
    A signature counts only while ``signatureOf`` is the photo's ``contentHash``, so that whoever
    changes a photo need not know of signatures.

    Parameters
    ----------
    root: the root of the photos of an embeddings file; an export has a column of them.

    Raises
    ------
    DamagedFileError: as for `has_signatures`.
    """
    name, written = SIGNATURE_FIELD.name, 0
    if not has_signatures(photos):
        return 0
    columns = [*(_KEY if root is None else _KEY[1:]), name]
    with progress("Setting signatures", count_rows(photos)) as advance:
        for batch in read_batches(photos, _PHOTOS_A_BATCH, columns, threads=False):
            table = pa.Table.from_batches([batch])
            if root is not None:
                table = table.append_column("root", pa.repeat(root, len(table)))
            written += _set_missing(table.filter(pc.is_valid(table[name])), database)
            advance(len(batch))
    return written


def has_signatures(photos: Path) -> bool:
    """Whether a file holds signatures; those of before there were any do not.

    Raises
    ------
    DamagedFileError: what it calls a signature is none.
    """
    schema, name = read_schema(photos), SIGNATURE_FIELD.name
    if name in schema.names and schema.field(name).type != SIGNATURE_FIELD.type:
        again = "export FOLDER" if photos.name in EXPORTED_FILES else "extract PHOTOS"
        why = f"a {name} there is no {SIGNATURE_FIELD.type}"
        raise DamagedFileError(photos, why, f"Make it again: photograph {again}")
    return name in schema.names


def _set_missing(photos: pa.Table, database: Database) -> int:
    asked = photos.select(_KEY).to_pylist()
    [found] = read(database, "load/find_without_signature", photos=asked)
    if not found["positions"]:
        return 0
    missing = photos.take(found["positions"]).to_pylist()
    name = SIGNATURE_FIELD.name
    pixels = np.frombuffer(b"".join(row[name] for row in missing), np.uint8)
    vectors = signature_vectors(pixels.reshape(len(missing), -1))
    for row, vector in zip(missing, vectors, strict=True):
        row["vector"] = None if np.isnan(vector[0]) else vector.tolist()
    [done] = write(database, "load/set_signatures", photos=missing)
    return int(done["written"])
