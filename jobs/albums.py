"""Albums: photos that hang together in the graph, kept from run to run."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobs.album_identity import album_ids
from jobs.album_members import Member, centre_of, communities, cover_of
from jobs.album_names import propose_names
from jobs.album_parts import split_by_gaps
from jobs.catalogue import ALBUMS
from jobs.link_options import KNN
from jobs.network_choice import choose_network
from jobs.runner import run_job
from photograph.errors import PhotographError
from server.connection import Database, read

DEFAULT_GAP = 30 * 86_400.0
DEFAULT_MIN_PHOTOS = 2
DEFAULT_RESOLUTION = 1.0
_EXPONENT = 3
_SEED = 42


@dataclass(frozen=True)
class AlbumOptions:
    """How albums are made.

    Parameters
    ----------
    gap: seconds without a photo at which an album may be split.
    min_photos: fewer make no album.
    resolution: Leiden's gamma; higher gives more and smaller albums.
    exponent: of the cosine, in the weight of a link.
    """

    network: str | None = None
    gap: float = DEFAULT_GAP
    min_photos: int = DEFAULT_MIN_PHOTOS
    resolution: float = DEFAULT_RESOLUTION
    exponent: float = _EXPONENT


@dataclass(frozen=True)
class Album:
    """An album as it is to be; its members come with its cover among them.

    Parameters
    ----------
    name: a person's where they gave one, else the proposed one.
    place: latitude and longitude of its middle.
    """

    album_id: str
    name: str
    proposed_name: str
    named_by_person: bool
    members: list[Member]
    cover: Member
    place: tuple[float, float] | None

    @property
    def taken_at(self) -> tuple[datetime, datetime] | None:
        """When its first and its last photo were taken, by their cameras' clocks."""
        times = [member.taken_at for member in self.members if member.taken_at is not None]
        return (min(times), max(times)) if times else None


@dataclass(frozen=True)
class Albums:
    """The albums of a network, largest first."""

    network: str
    run_id: str
    albums: list[Album]


def find_albums(database: Database, options: AlbumOptions) -> Albums:
    """What the albums of a network are now; writes nothing.

    Leiden (Traag, Waltman and van Eck, 2019) over the edges of kNN, less the pairs that a person
    said are not similar; then split by gaps as in `jobs/album_parts.py`.

    Raises
    ------
    PhotographError: no photo of the network is linked, or several networks and none is named.
    """
    network = choose_network(read(database, "link/count_photos"), options.network)
    parts = [
        sorted(part, key=lambda member: (member.root, member.path))
        for community in communities(_members(database, network, options))
        for part in split_by_gaps(community, options.gap)
        if len(part) >= options.min_photos
    ]
    parts.sort(key=lambda part: (-len(part), part[0].root, part[0].path))
    return Albums(network, uuid.uuid4().hex, _named(database, network, parts))


def _members(database: Database, network: str, options: AlbumOptions) -> list[dict[str, Any]]:
    counts = read(database, "albums/count_edges", network=network, method=KNN)[0]
    if not counts["edges"]:
        raise PhotographError(
            f"No photos of {network} are linked, so they make no albums.",
            "Link them: photograph link",
        )
    values = {
        "network": network,
        "method": KNN,
        "exponent": options.exponent,
        "resolution": options.resolution,
        "randomSeed": _SEED,
    }
    return run_job(database, ALBUMS, values).rows if counts["kept"] else []


def _named(database: Database, network: str, parts: list[list[Member]]) -> list[Album]:
    ids = album_ids(parts)
    known = {row["albumId"]: row for row in read(database, "albums/list_albums")}
    # Those of this network get new names, or end here; the others keep what they are called.
    others = [row for row in known.values() if row["named"] or row["network"] != network]
    taken = {str(row["name"]) for row in others}
    proposed = propose_names(parts, taken)
    albums = []
    for album_id, name, members in zip(ids, proposed, parts, strict=True):
        named = album_id in known and bool(known[album_id]["named"])
        given = str(known[album_id]["name"]) if named else name
        middle = centre_of(members)
        albums.append(Album(album_id, given, name, named, members, cover_of(members), middle))
    return albums


def albums_of(database: Database, root: str, network: str) -> dict[str, str]:
    """The `albumId` of each photo of a root that photograph put into an album, by path."""
    rows = read(database, "albums/albums_of_photos", root=root, network=network)
    return {row["path"]: row["albumId"] for row in rows}
