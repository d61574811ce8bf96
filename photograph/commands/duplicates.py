"""``photograph duplicates``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photograph.jobs.duplicates.options import (
    DEFAULT_SECONDS,
    NEAR_CUTOFF,
    DuplicateKind,
    DuplicateOptions,
)

if TYPE_CHECKING:
    from photograph.jobs.duplicates.duplicate_group import DuplicateGroup


def duplicates(
    kind: Annotated[
        list[DuplicateKind] | None,
        typer.Option(
            help="Show only copies of this kind; may be given again. Default: all. With --move-to"
            " also those go that would stay: edited, cropped, mirrored.",
        ),
    ] = None,
    seconds: Annotated[
        float, typer.Option(min=0.0, help="The longest time between two near photos.")
    ] = DEFAULT_SECONDS,
    cutoff: Annotated[
        float, typer.Option(min=-1.0, max=1.0, help="The lowest cosine of near photos.")
    ] = NEAR_CUTOFF,
    network: Annotated[
        str | None,
        typer.Option(help="Use the embeddings of this network; needed if the graph has several."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list the groups: no edges, no moves.")
    ] = False,
    move_to: Annotated[
        Path | None,
        typer.Option(help="Move the copies that may go into this folder, outside of the photos."),
    ] = None,
    undo: Annotated[
        Path | None, typer.Option(help="Move photos back, with the undo file that --move-to wrote.")
    ] = None,
) -> None:
    """Find copies and bursts, and show which photo of each group to keep. Deletes nothing.

    Two files are copies where their pixels say so: each pair that may be one is opened and
    compared. The kinds: exact (the same content), re-encoded, resized, turned, edited (light,
    colour, a watermark), cropped (or with a border), mirrored; and near (bursts: other photos,
    taken seconds apart, that look alike). Only the first four may go, unless --kind says more; of
    near photos none ever goes. Each copy gets an edge COPY_OF to the photo that stays for it.

    Example: photograph duplicates

    Example: photograph duplicates --kind exact --move-to ~/copies

    Example: photograph duplicates --undo ~/copies/undo-20250131T120000.json
    """
    from photograph.commands.duplicates_table import show_groups
    from photograph.errors import PhotographError
    from photograph.next_step import say_next

    if sum((dry_run, move_to is not None, undo is not None)) > 1:
        raise PhotographError("--dry-run, --move-to and --undo can't be combined.", "Give one.")
    if undo is not None:
        _undo(undo)
        return
    if move_to is not None:
        _check_move(move_to, kind)
    options = DuplicateOptions(network, cutoff, seconds, tuple(kind or ()))
    groups = _find(options, dry_run)
    show_groups(groups, as_json)
    if move_to is not None:
        _move(groups, move_to)
    elif not as_json:
        say_next(_next_step(groups))


def _check_move(folder: Path, kinds: list[DuplicateKind] | None) -> None:
    from photograph.errors import PhotographError

    if folder.exists() and not folder.is_dir():
        raise PhotographError(f"{folder} is no folder.", "Choose another: --move-to DIR")
    if kinds and DuplicateKind.NEAR in kinds:
        raise PhotographError(
            "Near photos are no copies: each is a photo of its own, and none is moved.",
            "Look at them: photograph duplicates --kind near; or move others: --kind cropped",
        )


def _next_step(groups: list[DuplicateGroup]) -> str:
    if any(group.going for group in groups):
        return (
            "photograph duplicates --move-to FOLDER,"
            " or photograph keep-both A B where both are to stay"
        )
    return "photograph albums"


def _find(options: DuplicateOptions, dry_run: bool) -> list[DuplicateGroup]:
    from photograph.extract.pictures import picture_opener
    from photograph.jobs.duplicates.closer_look import LOOK_SIDE
    from photograph.jobs.duplicates.copy_edges import write_copies
    from photograph.jobs.duplicates.duplicate_group import of_kinds
    from photograph.jobs.duplicates.find import find_duplicates
    from photograph.server.connection import connect
    from photograph.server.turns import own_turn
    from photograph.settings import home

    with connect() as database:
        look = picture_opener(home(), LOOK_SIDE)
        found = find_duplicates(database, options, look)
        if not dry_run:
            with own_turn(database):
                write_copies(database, found)
        return of_kinds(found, options.kinds)


def _move(groups: list[DuplicateGroup], folder: Path) -> None:
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
        undo = write_undo_file(plan)
        # Said before the first move, so that whoever stops it knows the way back.
        say(f"Every move is undone by: photograph duplicates --undo {shlex.quote(str(undo))}")
        carry_out(plan)
    say(f"{len(plan.moves)} photos moved to {plan.folder}.")
    say_next("photograph extract, load --prune, link")


def _undo(file: Path) -> None:
    from photograph.console import say
    from photograph.jobs.duplicates.undo_moves import move_back
    from photograph.next_step import say_next
    from photograph.settings import home

    say(f"{move_back(file.expanduser(), home())} photos moved back.")
    say_next("photograph extract, load, link")
