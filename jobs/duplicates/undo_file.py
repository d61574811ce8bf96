"""Reads and writes the undo file beside moved photos; does not trust its content."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from photograph.durable_file import write_durably
from photograph.errors import PhotographError
from photograph.jobs.duplicates.file_content import is_plain
from photograph.jobs.duplicates.moves import FileMove, MovePlan, is_inside, real_place
from photograph.private import make_folder

UNDO_FILES = "undo-*.json"
_KIND = "moved copies"
# Some hundred thousand moves; to read one takes up to ten times as much memory.
_MOST_BYTES = 128 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


def write_undo_file(plan: MovePlan) -> Path:
    """Writes every move of a plan into a new file in its folder, durably."""
    now = datetime.now(UTC)
    file = make_folder(plan.folder) / f"undo-{now:%Y%m%dT%H%M%S.%f}.json"
    moves = [
        {"from": str(m.source), "to": str(m.target), "sha256": m.content_hash} for m in plan.moves
    ]
    write_durably(file, json.dumps({"photograph": _KIND, "at": now.isoformat(), "moves": moves}))
    return file


def read_undo_file(file: Path) -> MovePlan:
    """The moves in an undo file, with all links in folders resolved.

    Raises
    ------
    PhotographError: it is no undo file, names a file twice, or a target outside of its folder.
    """
    place = Path(os.path.realpath(file))
    try:
        moves = tuple(_move(row) for row in _rows(place))
    except (OSError, ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, _NoUndoFileError) else type(error).__name__
        raise PhotographError(
            f"{file} is no undo file of photograph ({why}).",
            "Name the undo-….json in the folder that the photos were moved to.",
        ) from error
    ends = [end for move in moves for end in (move.source, move.target)]
    if len(set(ends)) < len(ends):
        _refuse(file, "names a file twice")
    for move in moves:
        if not is_inside(move.target, place.parent):
            _refuse(file, f"names {move.target}, which is not in its folder")
    real = (FileMove(real_place(m.source), real_place(m.target), m.content_hash) for m in moves)
    return MovePlan(place.parent, tuple(real))


class _NoUndoFileError(ValueError):
    """The content is no undo file; the message says why."""


def _rows(file: Path) -> list[Any]:
    if not is_plain(file):
        raise _NoUndoFileError("no plain file")
    if file.stat().st_size > _MOST_BYTES:
        raise _NoUndoFileError("too large")
    content = json.loads(file.read_bytes().decode(), parse_constant=_no_number)
    if not isinstance(content, dict) or content.get("photograph") != _KIND:
        raise _NoUndoFileError("something else")
    rows = content.get("moves")
    if not isinstance(rows, list):
        raise _NoUndoFileError("no moves")
    return rows


def _no_number(text: str) -> NoReturn:
    raise _NoUndoFileError(f"{text} is no number")


def _move(row: Any) -> FileMove:
    """Parses one move: two valid absolute paths and a sha256.

    Raises
    ------
    ValueError: it is not a move.
    """
    names = ("from", "to", "sha256")
    words = [row.get(name) for name in names] if isinstance(row, dict) else []
    texts = [word for word in words if isinstance(word, str)]
    if len(texts) != len(names):
        raise _NoUndoFileError("a move without from, to and sha256")
    source, target, content_hash = texts
    for path in (source, target):
        if "\0" in path or not Path(path).is_absolute() or ".." in Path(path).parts:
            raise _NoUndoFileError("a path that leads elsewhere")
        os.fsencode(path)  # fails where no file can be called so
    if not _SHA256.fullmatch(content_hash):
        raise _NoUndoFileError("no sha256")
    return FileMove(Path(source), Path(target), content_hash)


def _refuse(file: Path, what: str) -> NoReturn:
    raise PhotographError(
        f"{file} {what}; nothing was moved back.",
        "Use it unchanged, in the folder that the photos were moved to.",
    )
