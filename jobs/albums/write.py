"""Writes albums to the graph: merges new memberships, then removes stale ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from photograph.console import progress
from photograph.errors import PhotographError
from photograph.graph.database import Database, read, write, write_in_batches
from photograph.jobs.albums.colours import colour_albums
from photograph.jobs.albums.find import Album, Albums

_ROWS_AT_ONCE = 5_000
_BATCH = 10_000


def write_albums(database: Database, found: Albums) -> None:
    """Makes the graph's albums of a network equal to these; repairs an interrupted run.

    Never changes what a person made: edges without our `runId`, albums without an `albumId`, names.
    """
    run = {"runId": found.run_id}
    write(database, "schema/constrain_album")
    for rows in _batches([_row(album) for album in found.albums]):
        write(database, "albums/merge_albums", rows=rows, network=found.network)
    members = [row for album in found.albums for row in _members(album)]
    with progress("Writing albums", len(members)) as advance:
        for rows in _batches(members):
            write(database, "albums/merge_members", rows=rows, **run)
            advance(len(rows))
    for rows in _batches([_cover(album) for album in found.albums]):
        write(database, "albums/merge_covers", rows=rows, **run)
    stale = {"network": found.network, "batch": _BATCH, **run}
    write_in_batches(database, "albums/delete_stale", **stale)
    write(database, "albums/delete_empty", network=found.network)
    write(database, "albums/count_photos", network=found.network)
    colour_albums(database)


def name_album(database: Database, old: str, new: str) -> None:
    """Gives an album a name that later runs keep.

    Raises
    ------
    PhotographError: no album has the old name, several have, or another has the new one.
    """
    albums = read(database, "albums/list_albums")
    meant = [row["albumId"] for row in albums if row["name"] == old]
    if len(meant) != 1:
        how_many = "No album is" if not meant else f"{len(meant)} albums are"
        raise PhotographError(
            f"{how_many} called {old!r}.", "List the names: photograph albums --dry-run"
        )
    if not new.strip():
        raise PhotographError("An album needs a name.", "Give a name that is not empty.")
    if any(row["name"] == new and row["albumId"] != meant[0] for row in albums):
        raise PhotographError(f"Another album is called {new!r}.", "Choose another name.")
    write(database, "albums/name_album", albumId=meant[0], name=new)


def _row(album: Album) -> dict[str, Any]:
    first, last = album.taken_at or (None, None)
    latitude, longitude = album.place or (None, None)
    return {
        "albumId": album.album_id,
        "name": album.name,
        "proposedName": album.proposed_name,
        "firstTakenAt": first,
        "lastTakenAt": last,
        "latitude": latitude,
        "longitude": longitude,
    }


def _members(album: Album) -> Iterator[dict[str, str]]:
    keys = [(member.root, member.path) for member in album.members]
    for root, path in (*keys, *album.copies):
        yield {"albumId": album.album_id, "root": root, "path": path}


def _cover(album: Album) -> dict[str, str]:
    return {
        "albumId": album.album_id,
        "coverRoot": album.cover.root,
        "coverPath": album.cover.path,
    }


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        yield rows[start : start + _ROWS_AT_ONCE]
