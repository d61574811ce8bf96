"""Moves what may go out of the folder of planted copies, and brings it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.file_content import sha256_of
from photograph.jobs.duplicates.moving import carry_out
from photograph.jobs.duplicates.plan_moves import plan_moves
from photograph.jobs.duplicates.undo_file import write_undo_file
from photograph.jobs.duplicates.undo_moves import move_back
from photograph.settings import home


@dataclass(frozen=True)
class MovedAndBack:
    """How many photos went, and what was wrong.

    Parameters
    ----------
    lost: sources of which no file stayed.
    differing: files that are not as they were, or not there, after they were brought back.
    """

    moved: int
    lost: int
    back: int
    differing: int


def moved_and_back(
    groups: list[DuplicateGroup], sources: Mapping[str, str], folder: Path, aside: Path
) -> MovedAndBack:
    """Does what ``--move-to`` and then ``--undo`` do.

    Parameters
    ----------
    sources: what each photo of the folder is a picture of, by path.
    """
    before = _contents(folder)
    plan = plan_moves(groups, aside, home())
    plan.folder.mkdir(parents=True)
    undo = write_undo_file(plan)
    carry_out(plan)
    left = _contents(folder).keys()
    lost = {*sources.values()} - {sources[path] for path in left}
    back = move_back(undo, home())
    after = _contents(folder)
    differing = {
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    }
    return MovedAndBack(len(plan.moves), len(lost), back, len(differing))


def _contents(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): sha256_of(file)
        for file in folder.rglob("*")
        if file.is_file()
    }
