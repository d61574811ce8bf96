"""``photograph albums``."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from photograph.jobs.albums.find import Album


def albums(
    gap: Annotated[
        str, typer.Option(help="Split albums only at times this long without a photo: 30d, 12h.")
    ] = "30d",
    min_photos: Annotated[int, typer.Option(min=1, help="The fewest photos of an album.")] = 2,
    resolution: Annotated[
        float,
        typer.Option(min=0.0, help="Leiden's gamma: a higher value gives more and smaller albums."),
    ] = 1.0,
    network: Annotated[
        str | None,
        typer.Option(help="Use the edges of this network; needed if the graph has several."),
    ] = None,
    name: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="OLD NEW", help="Only rename an album; it keeps the new name."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the albums; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Group connected photos into albums, each with a name and a cover.

    Uses Leiden in GDS over the edges of `photograph link`. An album is split at a long gap in time
    if the photos before and after it are far apart in place or weakly linked. Albums keep
    their identity from run to run, and the names that you gave them. A copy that `photograph
    duplicates` told is where its photo is, and makes no album.

    Example: photograph albums --gap 14d --min-photos 3

    Example: photograph albums --name "alp · June 2024" "Our week at the lake"
    """
    from photograph.console import say
    from photograph.jobs.albums.find import AlbumOptions, find_albums
    from photograph.jobs.albums.write import name_album, write_albums
    from photograph.next_step import say_next
    from photograph.quantities import parse_span
    from photograph.server.connection import connect
    from photograph.server.turns import own_turn

    options = AlbumOptions(network, parse_span(gap), min_photos, resolution)
    with connect() as database:
        if name:
            name_album(database, *name)
            say(f"{name[0]!r} is called {name[1]!r} now.")
            say_next("photograph gallery")
            return
        with nullcontext() if dry_run else own_turn(database):
            found = find_albums(database, options)
            if not dry_run:
                write_albums(database, found)
    _show(found.albums, as_json)
    if not as_json:
        say_next(_next_step(found.albums, dry_run))


def _next_step(found: list[Album], dry_run: bool) -> str:
    if not found:
        return "photograph link --cutoff 0.4, or photograph albums --min-photos 1"
    return "photograph albums, which keeps these" if dry_run else "photograph gallery"


def _show(found: list[Album], as_json: bool) -> None:
    from photograph.console import say, table

    if as_json:
        print(json.dumps([_facts(album) for album in found], ensure_ascii=False))
    elif found:
        rows = [
            (album.name, str(len(album.members)), _dates(album), album.cover.path)
            for album in found
        ]
        print(table(rows, ("name", "photos", "dates", "cover")))
    else:
        say("There are no albums.")


def _dates(album: Album) -> str:
    if album.taken_at is None:
        return "–"
    first, last = (time.date().isoformat() for time in album.taken_at)
    return first if first == last else f"{first} to {last}"


def _facts(album: Album) -> dict[str, Any]:
    first, last = album.taken_at or (None, None)
    latitude, longitude = album.place or (None, None)
    return {
        "albumId": album.album_id,
        "name": album.name,
        "namedByPerson": album.named_by_person,
        "firstTakenAt": first and first.isoformat(),
        "lastTakenAt": last and last.isoformat(),
        "latitude": latitude,
        "longitude": longitude,
        "cover": f"{album.cover.root}/{album.cover.path}",
        "photos": [f"{member.root}/{member.path}" for member in album.members],
        "copies": [f"{root}/{path}" for root, path in album.copies],
    }
