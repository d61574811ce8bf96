"""Stores embeddings on disk: one Parquet file, and the parts of an unfinished run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from photograph.collection.contract import (
    ADDED_LATER,
    EMBEDDINGS_FILE,
    FAILURES,
    FAILURES_FILE,
    PHOTO_FIELDS,
    READING,
    READING_FIELD,
    Provenance,
    aside_files,
    features_schema,
    read_provenance,
    with_columns,
)
from photograph.console import say
from photograph.errors import DamagedFileError, PhotographError
from photograph.lock import locked
from photograph.private import make_folder
from photograph.summed_parquet import check_file, parquet_writer, read_columns, read_schema

_NEW = ADDED_LATER | {READING_FIELD.name}
_KNOWN = ["path", "content_hash", "bytes", "modified_ns", "damaged", "reading"]


@dataclass(frozen=True)
class KnownFile:
    """What the store knows about a file, enough to see that it is unchanged."""

    content_hash: str
    bytes: int
    modified_ns: int
    is_current: bool = True  # whether it was read by this version of the program


@dataclass
class EmbeddingStore:
    """A folder with the results of one network over one photo root.

    Parameters
    ----------
    hashes: content with rows by this version; content read by an older version is read again.
    damaged: content that could be decoded only in part.
    """

    folder: Path
    provenance: Provenance
    by_path: dict[str, KnownFile] = field(default_factory=dict)
    hashes: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)
    failed: dict[str, dict[str, Any]] = field(default_factory=dict)
    # What was lost in great numbers, and may come back: by file, then by path.
    aside: dict[Path, dict[str, KnownFile]] = field(default_factory=dict)
    next_part: int = 0

    @property
    def embeddings(self) -> Path:
        return self.folder / EMBEDDINGS_FILE

    @property
    def failures(self) -> Path:
        return self.folder / FAILURES_FILE

    @property
    def projection(self) -> Path:
        """The projection kept for this collection, or None."""
        return self.folder / "projection.npz"

    @property
    def parts(self) -> Path:
        return self.folder / "parts"

    def note_precision(self, precision: str) -> None:
        """Records the precision of embedded photos; two different ones become "mixed"."""
        before = self.provenance.precision
        told = precision if before in ("", precision) else "mixed"
        self.provenance = replace(self.provenance, precision=told)

    def sources(self) -> list[Path]:
        """The files with valid rows: the merged one, then finished parts, then those aside."""
        merged = [self.embeddings] if self.embeddings.exists() else []
        parts = sorted(self.parts.glob("part-*.parquet"))
        return merged + parts + aside_files(self.embeddings)

    def known(self, path: str) -> KnownFile | None:
        """What is known of the photo at a path, even if it was missing in the last run."""
        lost = (photos[path] for photos in self.aside.values() if path in photos)
        return self.by_path.get(path) or next(lost, None)


@contextmanager
def open_store(
    folder: Path, provenance: Provenance, replace: bool = False
) -> Iterator[EmbeddingStore]:
    """Opens the store for one writer and reads its table without the vectors.

    Raises
    ------
    PhotographError: another `extract` is writing there, the folder can't be written, or it
        holds embeddings of other provenance and `replace` is false.
    """
    make_folder(folder / "parts")
    busy = PhotographError(
        "Another photograph extract is at work on these photos.", "Wait until it ends."
    )
    with locked(folder / "lock", refusal=busy):
        store = EmbeddingStore(folder, provenance)
        for unfinished in folder.rglob("*.tmp"):
            unfinished.unlink()
        _set_damaged_aside(store)
        _check_provenance(store, replace)
        _read_known(store)
        yield store


def _set_damaged_aside(store: EmbeddingStore) -> None:
    """Keeps a damaged embeddings file aside and deletes damaged parts, to be made again."""
    for source in store.sources():
        try:
            check_file(source)
        except DamagedFileError as error:
            # A part is of one run and holds few photos; the one file may be worth a look.
            kept = store.embeddings.with_name(f"{EMBEDDINGS_FILE}.damaged")
            source.replace(kept) if source == store.embeddings else source.unlink()
            say(f"{error.what} Its photos are embedded again.")


def _check_provenance(store: EmbeddingStore, replace: bool) -> None:
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


def _read_known(store: EmbeddingStore) -> None:
    if store.embeddings.exists():
        store.note_precision(read_provenance(store.embeddings).precision)
    parts = [int(part.stem.removeprefix("part-")) for part in store.parts.glob("part-*.parquet")]
    store.next_part = max(parts, default=-1) + 1
    aside = aside_files(store.embeddings)
    for source in store.sources():
        photos = store.aside.setdefault(source, {}) if source in aside else store.by_path
        for row in _columns_of(source, _KNOWN).to_pylist():
            current = is_current(row)
            known = KnownFile(row["content_hash"], row["bytes"], row["modified_ns"], current)
            photos[row["path"]] = known
            if current:
                store.hashes.add(known.content_hash)
            if row["damaged"]:
                store.damaged.add(known.content_hash)
    if store.failures.exists():
        _read_failures(store)


def _read_failures(store: EmbeddingStore) -> None:
    try:
        found = _columns_of(store.failures, FAILURES.names)
    except DamagedFileError as error:
        say(f"{error.what} The photos that failed are tried again.")
        write_failures(store, [])
        return
    store.failed = {row["path"]: row for row in found.to_pylist()}


def _columns_of(source: Path, names: list[str]) -> pa.Table:
    """Some columns of a file; columns added since it was written are empty."""
    held = set(read_schema(source).names)
    table = read_columns(source, [name for name in names if name in held or name not in _NEW])
    return with_columns(table, (*PHOTO_FIELDS, READING_FIELD)).select(names)


def is_current(row: dict[str, Any]) -> bool:
    """Whether this version of the program read the photo of a row."""
    return (row["reading"] or 0) >= READING


def write_part(store: EmbeddingStore, rows: list[dict[str, Any]]) -> None:
    """Writes one batch of results, durably: it survives ``kill -9`` after this returns."""
    table = pa.Table.from_pylist(rows, schema=features_schema(store.provenance))
    # Parts live for one run: compressing floats, or looking for repeated ones, is not worth it.
    path = store.parts / f"part-{store.next_part:08}.parquet"
    _write(table, path, compression="none", use_dictionary=False)
    store.next_part += 1
    store.hashes.update(row["content_hash"] for row in rows)
    store.damaged.update(row["content_hash"] for row in rows if row["damaged"])


def write_failures(store: EmbeddingStore, rows: list[dict[str, Any]]) -> None:
    """Replaces the file of failed photos, even with an empty one."""
    _write(pa.Table.from_pylist(rows, schema=FAILURES), store.failures)


def _write(table: pa.Table, path: Path, **encoding: Any) -> None:
    with parquet_writer(path, table.schema, **encoding) as writer:
        writer.write_table(table)
