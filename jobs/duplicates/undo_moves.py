"""Moves the photos of an undo file back."""

from __future__ import annotations

import os
from pathlib import Path

from photograph.collection.find_photos import is_photo
from photograph.collection.roots import known_roots
from photograph.console import progress
from photograph.errors import PhotographError
from photograph.jobs.duplicates.file_content import has_content
from photograph.jobs.duplicates.moves import FileMove, MovePlan
from photograph.jobs.duplicates.moving import alone_in, carry_out, remove_half_copy
from photograph.jobs.duplicates.undo_file import read_undo_file
from photograph.settings import Home


def move_back(file: Path, home: Home) -> int:
    """Moves every moved file back to its place; returns how many.

    Files that were never moved, or are back already, stay where they are. Anyone may have written
    the undo file, so photos move only out of its own folder, and only into photo roots that this
    working folder knows. Everything is checked before the first move.

    Raises
    ------
    PhotographError: it is no undo file; a file is not where it may be, or not the photo that was
        moved; a photo is in neither place; another file is in the way.
    """
    plan = read_undo_file(file)
    _check_places(plan, home)
    with alone_in(plan.folder):
        away = [move for move in reversed(plan.moves) if os.path.lexists(move.target)]
        _check_files(plan, away)
        for move in plan.moves:
            remove_half_copy(move.source)
        for move in away:
            if os.path.lexists(move.source):
                move.target.unlink()  # stopped between the two: the same content is in both places
        back = [move for move in away if os.path.lexists(move.target)]
        moves = tuple(FileMove(move.target, move.source, move.content_hash) for move in back)
        carry_out(MovePlan(plan.folder, moves), "Moving back")
    return len(away)


def _check_places(plan: MovePlan, home: Home) -> None:
    roots = [
        os.path.realpath(root) for root in known_roots(home).values() if isinstance(root, Path)
    ]
    for move in plan.moves:
        if not any(move.source.is_relative_to(root) for root in roots):
            raise PhotographError(
                f"{move.source} is in no photo folder known to this working folder; nothing was"
                " moved back.",
                "If its folder is yours, extract it here first: photograph extract PHOTOS",
            )
        if not is_photo(move.source.name):
            raise PhotographError(
                f"{move.source} is not the name of a photo; nothing was moved back.",
                "Use the undo file unchanged.",
            )


def _check_files(plan: MovePlan, away: list[FileMove]) -> None:
    for move in plan.moves:
        if not os.path.lexists(move.source) and not os.path.lexists(move.target):
            raise PhotographError(
                f"{move.source} is neither there nor at {move.target}; nothing was moved back.",
                "Find the photo, and put it at one of these two places.",
            )
    with progress("Checking", len(away)) as advance:
        for move in away:
            _check_content(move)
            advance(1)


def _check_content(move: FileMove) -> None:
    if not has_content(move.target, move.content_hash):
        raise PhotographError(
            f"{move.target} is not the photo that was moved there; nothing was moved back.",
            f"Move it away, or back to {move.source} by hand, then try again.",
        )
    if os.path.lexists(move.source) and not has_content(move.source, move.content_hash):
        raise PhotographError(
            f"Another file is at {move.source}; nothing was overwritten or moved back.",
            "Move it away, then try again.",
        )
