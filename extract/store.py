"""The embeddings kept on disk: one Parquet file, and the parts of a run that is not finished."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from photograph.contract import (
    EMBEDDINGS_FILE,
    FAILURES,
    FAILURES_FILE,
    Provenance,
    embeddings_schema,
    read_provenance,
)
from photograph.errors import PhotographError
from photograph.settings import make_folder

# 1,024 rows of 1,280 features are 5 MB: what a merge holds in memory at a time.
_ROWS_A_GROUP = 1024


@dataclass(frozen=True)
class Known:
    """What the store holds of a file: enough to see that it is unchanged."""

    content_hash: str
    bytes: int
    modified_ns: int


@dataclass
class Store:
    """A folder with the results of one network over one photo root."""

    folder: Path
    provenance: Provenance
    by_path: dict[str, Known] = field(default_factory=dict)
    hashes: set[str] = field(default_factory=set)
    failed: dict[str, dict[str, Any]] = field(default_factory=dict)
    next_part: int = 0

    @property
    def embeddings(self) -> Path:
        return self.folder / EMBEDDINGS_FILE

    @property
    def failures(self) -> Path:
        return self.folder / FAILURES_FILE

    @property
    def parts(self) -> Path:
        return self.folder / "parts"

    def sources(self) -> list[Path]:
        """The files whose rows count: the merged one first, then finished parts in order."""
        merged = [self.embeddings] if self.embeddings.exists() else []
        return merged + sorted(self.parts.glob("part-*.parquet"))


@contextmanager
def open_store(folder: Path, provenance: Provenance, replace: bool = False) -> Iterator[Store]:
    """Opens the store for one writer and reads what it knows, without its vectors.

    Raises
    ------
    PhotographError: another `extract` is writing there, the folder can't be written, or it
        holds embeddings of other provenance and `replace` is false.
    """
    make_folder(folder / "parts")
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PhotographError(
                "Another photograph extract is at work on these photos.", "Wait until it ends."
            ) from error
        store = Store(folder, provenance)
        for unfinished in folder.rglob("*.tmp"):
            unfinished.unlink()
        _check_provenance(store, replace)
        _read_known(store)
        yield store


def _check_provenance(store: Store, replace: bool) -> None:
    for source in store.sources():
        if read_provenance(source) == store.provenance:
            continue
        if not replace:
            raise PhotographError(
                f"{store.folder} holds embeddings of another {store.provenance.network}"
                " (other weights or other options).",
                "Make them all again: photograph extract --replace",
            )
        source.unlink()


def _read_known(store: Store) -> None:
    parts = [int(part.stem.removeprefix("part-")) for part in store.parts.glob("part-*.parquet")]
    store.next_part = max(parts, default=-1) + 1
    for source in store.sources():
        columns = pq.read_table(source, columns=["path", "content_hash", "bytes", "modified_ns"])
        for row in columns.to_pylist():
            known = Known(row["content_hash"], row["bytes"], row["modified_ns"])
            store.by_path[row["path"]] = known
            store.hashes.add(known.content_hash)
    if store.failures.exists():
        for row in pq.read_table(store.failures).to_pylist():
            store.failed[row["path"]] = row


def write_part(store: Store, rows: list[dict[str, Any]]) -> None:
    """Writes one batch of results; after this returns, they outlive a ``kill -9``."""
    table = pa.Table.from_pylist(rows, schema=embeddings_schema(store.provenance))
    _write(table, store.parts / f"part-{store.next_part:08}.parquet")
    store.next_part += 1
    store.hashes.update(row["content_hash"] for row in rows)


def write_failures(store: Store, rows: list[dict[str, Any]]) -> None:
    """Replaces the file of photos that failed; an empty one is written too."""
    _write(pa.Table.from_pylist(rows, schema=FAILURES), store.failures)


def merge(store: Store, photos: dict[str, list[dict[str, Any]]]) -> int:
    """Merges every source into the one file; returns its number of rows.

    Parameters
    ----------
    photos: for each content hash the rows' path columns (path, filename, bytes, modified_ns):
        one for each place where that content lies now. Content that lies nowhere is dropped.
    """
    schema = embeddings_schema(store.provenance)
    temporary = store.embeddings.with_suffix(".tmp")
    sources = store.sources()
    written: set[str] = set()
    rows = 0
    with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for source in sources:
            for batch in pq.ParquetFile(source).iter_batches(_ROWS_A_GROUP):
                table = _placed(pa.Table.from_batches([batch]), photos, written)
                if table.num_rows:
                    writer.write_table(table.cast(schema))
                    rows += table.num_rows
    _settle(temporary, store.embeddings)
    for part in sources:
        if part.parent == store.parts:
            part.unlink()
    return rows


def _placed(
    table: pa.Table, photos: dict[str, list[dict[str, Any]]], written: set[str]
) -> pa.Table:
    """The table's content at its present paths, each content once in the whole merge."""
    take: list[int] = []
    places: list[dict[str, Any]] = []
    for index, content_hash in enumerate(table["content_hash"].to_pylist()):
        if content_hash in written:
            continue
        written.add(content_hash)
        for place in photos.get(content_hash, []):
            take.append(index)
            places.append(place)
    # An int64 index: `take` of an empty python list would be of type null.
    placed = table.take(pa.array(take, pa.int64()))
    for name in ("path", "filename", "bytes", "modified_ns"):
        column = table.schema.get_field_index(name)
        values = pa.array([place[name] for place in places], table.schema.field(name).type)
        placed = placed.set_column(column, table.schema.field(name), values)
    return placed


def _write(table: pa.Table, path: Path) -> None:
    temporary = path.with_suffix(".tmp")
    pq.write_table(table, temporary, compression="zstd")
    _settle(temporary, path)


def _settle(temporary: Path, path: Path) -> None:
    """Write, flush to the disk, rename: a reader sees the old file or the new, never half."""
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)


def count_rows(path: Path) -> int:
    """The number of rows of a Parquet file, from its footer."""
    return int(pq.ParquetFile(path).metadata.num_rows)
