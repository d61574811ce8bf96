"""Keeps what was proved of two contents, so that no file is opened for it again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from photograph.console import say
from photograph.errors import PhotographError
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.proof_file import delete_proofs, is_damage, open_proofs
from photograph.jobs.duplicates.proofs import Contents, PairProof

_SELECT = "SELECT kind, score, derived, checksum FROM proofs WHERE one = ? AND other = ?"
_INSERT = "INSERT OR REPLACE INTO proofs VALUES (?, ?, ?, ?, ?, ?)"
Proofs = dict[Contents, PairProof | None]


class ProofStore:
    """A file of proofs by the two contents; without it all is proved anew, so no error stops.

    None for a pair of contents that are no copies.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = open_proofs(file)
        except (sqlite3.Error, PhotographError, OSError) as error:
            self._give_up(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()

    def known(self, pairs: Iterable[Contents]) -> Proofs:
        """What is known of some of these pairs; a row that is damaged is not."""
        found: Proofs = {}
        for contents in pairs:
            row = self._row(*sorted(contents))
            if row and row[-1] == _checksum(*sorted(contents), *row[:-1]):
                kind, score, derived, _ = row
                found[contents] = PairProof(DuplicateKind(kind), score, derived) if kind else None
        return found

    def keep(self, proofs: Mapping[Contents, PairProof | None]) -> None:
        """Keeps what was proved now; at once, so that whoever stops a run loses little."""
        if self._connection is None:
            return
        rows = [_row_of(contents, proof) for contents, proof in proofs.items()]
        try:
            with self._connection as transaction:
                transaction.executemany(_INSERT, rows)
        except sqlite3.Error as error:
            self._give_up(error)

    def _row(self, one: str, other: str) -> tuple[str, float, str, int] | None:
        if self._connection is None:
            return None
        try:
            found: tuple[str, float, str, int] | None = self._connection.execute(
                _SELECT, (one, other)
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return found

    def _give_up(self, error: Exception) -> None:
        """Goes on without the file; a damaged one is deleted: the next run has a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if is_damage(error):
            delete_proofs(self._file)
        say(f"{self._file} can't be used ({error}): copies are proved without it.")


def _row_of(contents: Contents, proof: PairProof | None) -> tuple[object, ...]:
    told = (proof.kind.value, proof.score, proof.derived) if proof else (None, None, None)
    return (*sorted(contents), *told, _checksum(*sorted(contents), *told))


def _checksum(*values: object) -> int:
    """SQLite has no checksum of its pages, and a wrong proof could cost a photo."""
    return zlib.crc32(repr(values).encode())
