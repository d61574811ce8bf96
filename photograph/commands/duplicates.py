"""``photograph duplicates``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photograph.jobs.duplicates.options import DuplicateKind

if TYPE_CHECKING:
    from photograph.jobs.duplicates.find import DuplicateGroup


def duplicates(
    cutoff: Annotated[
        float | None,
        typer.Option(
            min=-1.0, max=1.0, help="The lowest cosine. Default: .95 for copies, .9 for bursts."
        ),
    ] = None,
    seconds: Annotated[
        float, typer.Option(min=0.0, help="The longest time between two photos of a burst.")
    ] = 10.0,
    kind: Annotated[
        list[DuplicateKind] | None,
        typer.Option(
            help="Show only groups of this kind; may be given again. Default: all.",
        ),
    ] = None,
    network: Annotated[
        str | None,
        typer.Option(help="Use the embeddings of this network; needed if the graph has several."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list the groups, which is the default.")
    ] = False,
    move_to: Annotated[
        Path | None,
        typer.Option(
            help="Move all but the photo to keep into this folder, outside of the photos."
        ),
    ] = None,
    undo: Annotated[
        Path | None, typer.Option(help="Move photos back, with the undo file that --move-to wrote.")
    ] = None,
) -> None:
    """Find copies and bursts, and show which photo of each group to keep. Deletes nothing.

    Exact copies have the same content; re-encoded ones look the same and have the same shape;
    near ones look very similar and were taken seconds apart.

    Example: photograph duplicates

    Example: photograph duplicates --kind exact --move-to ~/copies

    Example: photograph duplicates --undo ~/copies/undo-20250131T120000.json
    """
    from photograph.errors import PhotographError
    from photograph.next_step import say_next

    if sum((dry_run, move_to is not None, undo is not None)) > 1:
        raise PhotographError("--dry-run, --move-to and --undo can't be combined.", "Give one.")
    if undo is not None:
        _undo(undo)
        return
    if move_to is not None and move_to.exists() and not move_to.is_dir():
        raise PhotographError(f"{move_to} is no folder.", "Choose another: --move-to DIR")
    groups = _find(cutoff, seconds, kind, network)
    _show(groups, as_json)
    if move_to is not None and groups:
        _move(groups, move_to)
    elif not as_json:
        say_next(_next_step(groups))


def _next_step(groups: list[DuplicateGroup]) -> str:
    if not groups:
        return "photograph duplicates --cutoff 0.9 finds more; or photograph albums"
    return (
        "photograph duplicates --move-to FOLDER, or photograph keep-both A B where both are to stay"
    )


def _find(
    cutoff: float | None, seconds: float, kinds: list[DuplicateKind] | None, network: str | None
) -> list[DuplicateGroup]:
    from photograph.jobs.duplicates.find import find_duplicates
    from photograph.jobs.duplicates.options import DuplicateOptions
    from photograph.server.connection import connect

    wanted = tuple(kind for kind in DuplicateKind if not kinds or kind in kinds)
    with connect() as database:
        return find_duplicates(database, DuplicateOptions(network, cutoff, seconds, wanted))


def _show(groups: list[DuplicateGroup], as_json: bool) -> None:
    import json
    from dataclasses import asdict

    from photograph.console import say, table

    if as_json:
        print(json.dumps([asdict(group) for group in groups], ensure_ascii=False))
        return
    if not groups:
        say("No copies were found.")
        return
    header = ("kind", "photo", "keep", "pixels", "bytes", "format", "cosine", "why")
    print(table([row for group in groups for row in _rows(group)], header))
    others = sum(len(group.others) for group in groups)
    say(f"{len(groups)} groups, {others} photos that could go.")


def _rows(group: DuplicateGroup) -> list[tuple[str, ...]]:
    return [
        (
            group.kind,
            f"{copy.root}/{copy.path}",
            "keep" if copy is group.keep else "",
            f"{copy.width}×{copy.height}",
            str(copy.bytes),
            copy.format,
            "" if copy is group.keep else f"{copy.cosine:.4f}",
            group.why if copy is group.keep else "",
        )
        for copy in (group.keep, *group.others)
    ]


def _move(groups: list[DuplicateGroup], folder: Path) -> None:
    from photograph.console import say
    from photograph.jobs.duplicates.moving import alone_in, carry_out
    from photograph.jobs.duplicates.plan_moves import plan_moves
    from photograph.jobs.duplicates.undo_file import write_undo_file
    from photograph.next_step import say_next
    from photograph.private import make_folder
    from photograph.settings import home

    plan = plan_moves(groups, folder.expanduser(), home())
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
