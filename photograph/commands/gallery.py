"""``photograph gallery``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from photograph.app.gallery.write import GalleryReport


def gallery(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="A new or empty folder, or an earlier gallery. Default: .photograph/gallery",
        ),
    ] = None,
    thumbnail: Annotated[
        int, typer.Option(min=64, max=4096, help="The longer side of a picture, in pixels.")
    ] = 320,
    open_it: Annotated[
        bool, typer.Option("--open/--no-open", help="Show it in the browser.")
    ] = False,
) -> None:
    """Write the photos as web pages: albums, neighbours, copies, a map and a timeline.

    The folder needs no server and no internet: open its index.html, or copy it elsewhere. It shows
    where and when photos were taken. The next run makes only new pictures.

    Example: photograph gallery

    Example: photograph gallery ~/gallery --thumbnail 640 --open
    """
    from photograph.app.gallery.files import GALLERY
    from photograph.app.gallery.write import write_gallery
    from photograph.next_step import say_next
    from photograph.page_folder import check_free
    from photograph.server.connection import connect
    from photograph.settings import home

    place = home()
    to = folder.expanduser() if folder else place.root / "gallery"
    check_free(to, GALLERY)
    with connect() as database:
        written = write_gallery(database, to, thumbnail, place)
    _tell(written)
    print(written.index)
    if open_it:
        import webbrowser

        webbrowser.open(written.index.absolute().as_uri())
    if not written.albums:
        say_next("photograph albums, which sorts the photos, then photograph gallery again")
    elif not open_it:
        say_next("open that page in a browser")


def _tell(written: GalleryReport) -> None:
    from photograph.console import say

    for problem, photos in written.problems.items():
        say(f"{photos} {'photo has' if photos == 1 else 'photos have'} no picture: {problem}.")
    say(
        f"Photos: {written.photos}, albums: {written.albums}, groups of copies: {written.copies},"
        f" new pictures: {written.made}."
    )
