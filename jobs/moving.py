"""Moves files without ever losing or overwriting one, and writes down first what will move."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from photograph.console import progress
from photograph.errors import PhotographError
from photograph.settings import make_folder

# Another file system, or one that knows no hard links.
_NO_LINK = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)


@dataclass(frozen=True)
class Move:
    """A file, where it goes, and the sha256 that it must have."""

    source: Path
    target: Path
    content_hash: str


@dataclass(frozen=True)
class Plan:
    """Moves into a folder."""

    folder: Path
    moves: tuple[Move, ...]


def write_undo_file(plan: Plan) -> Path:
    """Writes every move of a plan into a new file of its folder; it is on the disk on return."""
    now = datetime.now(UTC)
    file = make_folder(plan.folder) / f"undo-{now:%Y%m%dT%H%M%S.%f}.json"
    moves = [
        {"from": str(m.source), "to": str(m.target), "sha256": m.content_hash} for m in plan.moves
    ]
    with file.open("x", encoding="utf-8") as opened:
        json.dump({"photograph": "moved copies", "at": now.isoformat(), "moves": moves}, opened)
        opened.flush()
        os.fsync(opened.fileno())
    return file


def carry_out(plan: Plan) -> None:
    """Moves each file of a plan.

    Raises
    ------
    PhotographError: a file changed, or a target appeared, since the plan was made.
    """
    with progress("Moving", len(plan.moves)) as advance:
        for move in plan.moves:
            if sha256_of(move.source) != move.content_hash:
                raise PhotographError(
                    f"{move.source} has just changed, and stays; those before it were moved.",
                    "Extract it again, or move them back with --undo.",
                )
            move_file(move.source, move.target)
            advance(1)


def sha256_of(file: Path) -> str:
    """The sha256 of a file's content, in hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def move_file(source: Path, target: Path) -> None:
    """Moves one file; the source goes only once the target is there whole.

    Raises
    ------
    PhotographError: the target exists.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        _copy(source, target)
    source.unlink()


def _link(source: Path, target: Path) -> None:
    """A hard link: unlike a rename, it never takes the place of another file."""
    try:
        target.hardlink_to(source)
    except FileExistsError as error:
        raise _occupied(target) from error


def _copy(source: Path, target: Path) -> None:
    """Copies under another name, reads it back, and only then gives it its own."""
    part = target.with_name(f".{target.name}.photograph-part")
    try:
        shutil.copy2(source, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        if sha256_of(part) != sha256_of(source):
            raise PhotographError(
                f"The copy of {source} is not the same.", f"Check the disk of {target.parent}."
            )
        _publish(part, target)
    finally:
        part.unlink(missing_ok=True)


def _publish(part: Path, target: Path) -> None:
    try:
        _link(part, target)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        # No hard links here, and a rename would overwrite: the best that is left.
        if os.path.lexists(target):
            raise _occupied(target) from error
        part.replace(target)


def _occupied(target: Path) -> PhotographError:
    return PhotographError(
        f"{target} exists already; nothing was overwritten.", "Move it away, then try again."
    )
