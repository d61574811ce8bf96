"""``photograph keep-both`` and ``not-similar``."""

from __future__ import annotations

from typing import Annotated

import typer

PhotoArgument = Annotated[str, typer.Argument(help="A photo's path or file name in the graph.")]
UndoOption = Annotated[bool, typer.Option("--undo", help="Remove this mark again.")]


def keep_both(a: PhotoArgument, b: PhotoArgument, undo: UndoOption = False) -> None:
    """Mark two photos to be both kept: duplicates then never proposes to remove one of them.

    It lasts: no extract, load, link, move or rename forgets it.

    Example: photograph keep-both alpine-lake-01.jpg alpine-lake-01-small.jpg
    """
    _say("keep_both", a, b, undo, "are both kept")


def not_similar(a: PhotoArgument, b: PhotoArgument, undo: UndoOption = False) -> None:
    """Mark two photos as not similar, whatever the network finds: they are never in one group.

    It lasts: no extract, load, link, move or rename forgets it.

    Example: photograph not-similar snow-cabin-01.jpg foggy-pines-02.jpg
    """
    _say("not_similar", a, b, undo, "are not alike")


def _say(name: str, a: str, b: str, undo: bool, told: str) -> None:
    from photograph.console import say
    from photograph.jobs.verdicts import PairVerdict, give_verdict, take_back_verdict
    from photograph.server.connection import connect

    with connect() as database:
        change = take_back_verdict if undo else give_verdict
        one, other = change(database, PairVerdict(name), a, b)
    say(f"{'Taken back: ' if undo else ''}{'/'.join(one)} and {'/'.join(other)} {told}.")
