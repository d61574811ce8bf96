"""Moves files into a folder under a lock, and removes half copies of killed runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from photograph.console import progress
from photograph.errors import PhotographError
from photograph.jobs.duplicates.file_content import is_plain
from photograph.jobs.duplicates.moves import MovePlan
from photograph.jobs.duplicates.undo_file import UNDO_FILES, read_undo_file
from photograph.jobs.duplicates.verified_move import move_file, name_of_unfinished
from photograph.lock import locked

# An undo file that was not whole when its writer was killed.
_HALF_UNDO_FILE = re.compile(r"\.undo-\d{8}T\d{6}\.\d{6}\.json\..+\.tmp")


def carry_out(plan: MovePlan, title: str = "Moving") -> None:
    """Moves each file of a plan.

    Raises
    ------
    PhotographError: since the plan was made, a file changed or a target appeared.
    """
    with progress(title, len(plan.moves)) as advance:
        for move in plan.moves:
            move_file(move)
            advance(1)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Locks the folder against other moves during the block; removes half copies first.

    Raises
    ------
    PhotographError: another process moves photos there.
    """
    busy = PhotographError(
        f"Another photograph is moving photos to or from {folder}.",
        "Wait until it has ended, then try again.",
    )
    with locked(folder, refusal=busy):  # the folder itself, so that no file is left in it
        _remove_half_files(folder)
        yield


def _remove_half_files(folder: Path) -> None:
    for file in folder.glob(".undo-*.tmp"):
        if _HALF_UNDO_FILE.fullmatch(file.name) and is_plain(file):
            file.unlink()
    for file in folder.glob(UNDO_FILES):
        with suppress(PhotographError):  # no undo file: not ours
            for move in read_undo_file(file).moves:
                remove_half_copy(move.target)


def remove_half_copy(target: Path) -> None:
    """Removes the half copy of a file that a killed run left."""
    part = name_of_unfinished(target)
    if is_plain(part):
        part.unlink()
