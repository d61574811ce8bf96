"""``photograph duplicates``."""

from __future__ import annotations

from dataclasses import replace
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
    keep: Annotated[
        list[str] | None,
        typer.Option(
            help="Which photo of a group to keep, before all other rules: facts, original, largest,"
            " heaviest, lossless, oldest, or folder:PATH, with commas between them.",
        ),
    ] = None,
    merge: Annotated[
        bool,
        typer.Option(
            "--merge-facts",
            help="Give the photos that stay, in the graph, what copies have: time, place, keywords,"
            " labels, albums, verdicts, edges and properties of yours. Files are left as they are.",
        ),
    ] = False,
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

    Kept is the photo to which you gave the most in the graph, then the one with the most facts, an
    original before what was made of it, and the largest. A copy stays where something would be
    lost with it: a time, a place, a film, an album or a verdict of yours.

    Example: photograph duplicates

    Example: photograph duplicates --kind exact --move-to ~/copies

    Example: photograph duplicates --keep folder:~/masters --keep original,largest

    Example: photograph duplicates --merge-facts --move-to ~/copies

    Example: photograph duplicates --undo ~/copies/undo-20250131T120000.json
    """
    from photograph.commands.duplicates_moves import check_move, move_copies, undo_moves
    from photograph.commands.duplicates_table import show_groups
    from photograph.errors import PhotographError
    from photograph.next_step import say_next

    if sum((dry_run, move_to is not None, undo is not None)) > 1:
        raise PhotographError("--dry-run, --move-to and --undo can't be combined.", "Give one.")
    if undo is not None:
        undo_moves(undo)
        return
    if move_to is not None:
        check_move(move_to, kind)
    options = DuplicateOptions(network, cutoff, seconds, tuple(kind or ()), merges=merge)
    groups = _find(options, keep or [], dry_run)
    show_groups(groups, as_json)
    if move_to is not None:
        move_copies(groups, move_to)
    elif not as_json:
        say_next(_next_step(groups))


def _next_step(groups: list[DuplicateGroup]) -> str:
    if any(group.going for group in groups):
        return (
            "photograph duplicates --move-to FOLDER,"
            " or photograph keep-both A B where both are to stay"
        )
    return "photograph albums"


def _find(options: DuplicateOptions, keep: list[str], dry_run: bool) -> list[DuplicateGroup]:
    from photograph.extract.pictures import picture_opener
    from photograph.jobs.duplicates.copy_edges import write_copies
    from photograph.jobs.duplicates.duplicate_group import of_kinds
    from photograph.jobs.duplicates.find import find_duplicates
    from photograph.jobs.duplicates.keep_order import asked_rules
    from photograph.jobs.duplicates.kept_folder import find_folder
    from photograph.jobs.duplicates.merge_facts import merge_facts
    from photograph.jobs.duplicates.proof_store import ProofStore
    from photograph.server.connection import connect
    from photograph.server.turns import own_turn
    from photograph.settings import home

    with connect() as database:
        first = asked_rules(keep, lambda name: find_folder(name, database, home()))
        options = replace(options, first=first)
        with ProofStore(home().proofs) as store:
            found = find_duplicates(database, options, picture_opener(home()), store)
        if not dry_run:
            with own_turn(database):
                write_copies(database, found)
                if options.merges:
                    merge_facts(database, found, options)
        return of_kinds(found, options.kinds)
