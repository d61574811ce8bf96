"""Moves copies for ``photograph duplicates --move-to``, and back for ``--undo``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from photograph.jobs.duplicates.options import DuplicateKind

if TYPE_CHECKING:
    from photograph.jobs.duplicates.duplicate_group import DuplicateGroup


def check_move(folder: Path, kinds: list[DuplicateKind] | None) -> None:
    """Refuses, before copies are looked for, what can't be moved.

    Raises
    ------
    PhotographError: the folder is a file, or near photos are asked for.
    """
    from photograph.errors import PhotographError

    if folder.exists() and not folder.is_dir():
        raise PhotographError(f"{folder} is no folder.", "Choose another: --move-to DIR")
    if kinds and DuplicateKind.NEAR in kinds:
        raise PhotographError(
            "Near photos are no copies: each is a photo of its own, and none is moved.",
            "Look at them: photograph duplicates --kind near; or move others: --kind cropped",
        )


def move_copies(groups: list[DuplicateGroup], folder: Path) -> None:
    """Moves the copies that may go into a folder, and says how to bring them back."""
    from photograph.console import say
    from photograph.jobs.duplicates.moving import alone_in, carry_out
    from photograph.jobs.duplicates.plan_moves import plan_moves
    from photograph.jobs.duplicates.undo_file import write_undo_file
    from photograph.next_step import say_next
    from photograph.private import make_folder
    from photograph.settings import home

    plan = plan_moves(groups, folder.expanduser(), home())
    if not plan.moves:
        say("No photo could go, so none is moved.")
        return
    with alone_in(make_folder(plan.folder)):
        undo_file = shlex.quote(str(write_undo_file(plan)))
        # Said before the first move, so that whoever stops it knows the way back.
        say(f"Every move is undone by: photograph duplicates --undo {undo_file}")
        carry_out(plan)
    say(f"{len(plan.moves)} photos moved to {plan.folder}.")
    say_next("photograph extract, load --prune, link")


def undo_moves(file: Path) -> None:
    """Moves photos back by an undo file."""
    from photograph.console import say
    from photograph.jobs.duplicates.undo_moves import move_back
    from photograph.next_step import say_next
    from photograph.settings import home

    say(f"{move_back(file.expanduser(), home())} photos moved back.")
    say_next("photograph extract, load, link")
