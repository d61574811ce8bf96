"""Keeps what was proved of two contents, so that no file is opened for it again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Self

import cv2
import PIL

from photograph.console import say
from photograph.errors import PhotographError
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.proofs import Contents, PairProof
from photograph.private import create, make_folder

# What decides of a proof: with a change in one of them, all are made anew.
_JUDGES = (
    "alignment.py",
    "block_correlation.py",
    "candidate.py",
    "closer_look.py",
    "derivation.py",
    "judging.py",
    "orientation.py",
    "pair_judge.py",
    "part_screen.py",
    "signature_screen.py",
)
_SECONDS_TO_WAIT = 10.0  # while another run writes
# A log and not a sync at each commit: of a machine that stops, the last proofs may be lost.
_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS rules (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS proofs (
  one TEXT, other TEXT, kind TEXT, score REAL, derived TEXT,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;
"""
Proofs = dict[Contents, PairProof | None]


class ProofStore:
    """A file of proofs by the two contents; without it all is proved anew, so no error stops.

    None for a pair of contents that are no copies.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = _opened(file)
        except (sqlite3.Error, PhotographError, OSError) as error:
            self._give_up(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()

    def __len__(self) -> int:
        rows = self._rows("SELECT count(*) FROM proofs")
        return int(rows[0][0]) if rows else 0

    def known(self, pairs: Iterable[Contents]) -> Proofs:
        """What is known of some of these pairs."""
        found: Proofs = {}
        for contents in pairs:
            rows = self._rows(
                "SELECT kind, score, derived FROM proofs WHERE one = ? AND other = ?",
                *sorted(contents),
            )
            for kind, score, derived in rows:
                proof = PairProof(DuplicateKind(kind), score, derived) if kind else None
                found[contents] = proof
        return found

    def keep(self, proofs: Mapping[Contents, PairProof | None]) -> None:
        """Keeps what was proved now; at once, so that whoever stops a run loses little."""
        if self._connection is None:
            return
        rows = [
            (*sorted(contents), proof.kind.value, proof.score, proof.derived)
            if proof
            else (*sorted(contents), None, None, None)
            for contents, proof in proofs.items()
        ]
        try:
            with self._connection as transaction:
                transaction.executemany(
                    "INSERT OR REPLACE INTO proofs VALUES (?, ?, ?, ?, ?)", rows
                )
        except sqlite3.Error as error:
            self._give_up(error)

    def _rows(self, query: str, *values: str) -> list[tuple[str, float, str]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: Exception) -> None:
        self._connection = None
        say(f"{self._file} can't be used ({error}): copies are proved without it.")


def _opened(file: Path) -> sqlite3.Connection:
    make_folder(file.parent)
    if not file.exists():
        create(file)
    connection = sqlite3.connect(file, timeout=_SECONDS_TO_WAIT)
    try:
        _prepare(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):  # locked, full, read-only: it is whole
            raise
        for part in file.parent.glob(f"{file.name}*"):  # damaged: nothing is lost but time
            part.unlink()
        create(file)
        connection = sqlite3.connect(file, timeout=_SECONDS_TO_WAIT)
        _prepare(connection)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Makes the tables, and forgets what was proved by other rules."""
    digest = _digest_of_rules()
    with connection:
        connection.executescript(_SCHEMA)
        if connection.execute("SELECT digest FROM rules").fetchall() != [(digest,)]:
            connection.execute("DELETE FROM proofs")
            connection.execute("DELETE FROM rules")
            connection.execute("INSERT INTO rules VALUES (?)", (digest,))


def _digest_of_rules() -> str:
    folder = files("photograph.jobs.duplicates")
    digest = hashlib.sha256(f"{version('photograph')} {cv2.__version__} {PIL.__version__}".encode())
    for name in _JUDGES:
        digest.update(folder.joinpath(name).read_bytes())
    return digest.hexdigest()
