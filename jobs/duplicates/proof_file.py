"""Opens the file in which proofs are kept: made anew where it is damaged or of other rules."""

from __future__ import annotations

import hashlib
import sqlite3
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import cv2
import PIL

from photograph.private import create, make_folder

# What decides of a proof: with a change in one of them, all are made anew.
JUDGES = (
    "jobs/duplicates/agreement_rules.py",
    "jobs/duplicates/alignment.py",
    "jobs/duplicates/block_correlation.py",
    "jobs/duplicates/candidate.py",
    "jobs/duplicates/closer_look.py",
    "jobs/duplicates/derivation.py",
    "jobs/duplicates/judging.py",
    "jobs/duplicates/odd_blocks.py",
    "jobs/duplicates/orientation.py",
    "jobs/duplicates/overlap.py",
    "jobs/duplicates/pair_judge.py",
    "jobs/duplicates/part_judging.py",
    "jobs/duplicates/part_screen.py",
    "jobs/duplicates/signature_screen.py",
    "jobs/duplicates/tone.py",
    "jpeg_saving.py",
    "picture_size.py",
)
_SECONDS_TO_WAIT = 10.0  # while another run writes
# A log and not a sync at each commit: of a machine that stops, the last proofs may be lost.
_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS rules (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS proofs (
  one TEXT, other TEXT, kind TEXT, score REAL, derived TEXT, checksum INTEGER,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;
"""


def open_proofs(file: Path) -> sqlite3.Connection:
    """The file's connection; its tables are there.

    Raises
    ------
    PhotographError: its folder can't be made or written.
    OSError, sqlite3.Error: it can't be made, or another run holds it.
    """
    make_folder(file.parent)
    if not file.exists():
        create(file)
    connection = sqlite3.connect(file, timeout=_SECONDS_TO_WAIT)
    try:
        _prepare(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if not is_damage(error):
            raise
        delete_proofs(file)  # nothing is lost but time
        create(file)
        connection = sqlite3.connect(file, timeout=_SECONDS_TO_WAIT)
        _prepare(connection)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Makes the tables, and forgets what was proved by other rules."""
    digest = _digest_of_rules()
    # What a damaged row holds need not be text; its checksum tells.
    connection.text_factory = lambda content: content.decode(errors="replace")
    with connection:
        connection.executescript(_SCHEMA)
        if connection.execute("SELECT digest FROM rules").fetchall() != [(digest,)]:
            # Tables of other columns, too.
            connection.executescript(f"DROP TABLE proofs; DROP TABLE rules; {_SCHEMA}")
            connection.execute("INSERT INTO rules VALUES (?)", (digest,))


def _digest_of_rules() -> str:
    folder = files("photograph")
    digest = hashlib.sha256(f"{version('photograph')} {cv2.__version__} {PIL.__version__}".encode())
    for name in JUDGES:
        digest.update(folder.joinpath(name).read_bytes())
    return digest.hexdigest()


def is_damage(error: Exception) -> bool:
    """Whether it is damaged, and not only locked, read-only, or on a full disk."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.OperationalError
    )


def delete_proofs(file: Path) -> None:
    """Deletes the file, with what SQLite has written beside it."""
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink(missing_ok=True)
