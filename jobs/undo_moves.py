"""Moves back what an undo file names, whether or not it had been moved."""

from __future__ import annotations

import json
import os
from pathlib import Path

from jobs.moving import Move, move_file, sha256_of
from photograph.errors import PhotographError


def move_back(file: Path) -> int:
    """Moves every file that was moved back to where it was; gives how many.

    Those that were never moved, or are back already, stay where they are.

    Raises
    ------
    PhotographError: it is no undo file; a photo is in neither place; another file is in the way.
    """
    moves = _read(file)
    for move in moves:
        _check(move)
    moved = [move for move in reversed(moves) if os.path.lexists(move.target)]
    for move in moved:
        if os.path.lexists(move.source):
            move.target.unlink()  # stopped between the two: the same content is in both places
        else:
            move_file(move.target, move.source)
    return len(moved)


def _read(file: Path) -> list[Move]:
    try:
        moves = json.loads(file.read_text(encoding="utf-8"))["moves"]
        return [Move(Path(m["from"]), Path(m["to"]), str(m["sha256"])) for m in moves]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PhotographError(
            f"{file} is no undo file of photograph ({type(error).__name__}).",
            "Name the undo-….json in the folder that the photos were moved to.",
        ) from error


def _check(move: Move) -> None:
    back, away = os.path.lexists(move.source), os.path.lexists(move.target)
    if not back and not away:
        raise PhotographError(
            f"{move.source} is neither there nor at {move.target}; nothing was moved back.",
            "Find it, and put it at one of the two.",
        )
    if back and away and not _same(move):
        raise PhotographError(
            f"Another file is at {move.source}; nothing was overwritten or moved back.",
            "Move it away, then try again.",
        )


def _same(move: Move) -> bool:
    """Whether both files are the photo itself, since the move was stopped in the middle."""
    return all(
        file.is_file() and not file.is_symlink() and sha256_of(file) == move.content_hash
        for file in (move.source, move.target)
    )
