"""Finds albums: groups of connected photos, which keep their identity from run to run."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from photograph.errors import PhotographError
from photograph.graph.database import Database, read, stream
from photograph.graph.methods import LinkMethod
from photograph.graph.network_choice import choose_network
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.albums.identity import album_ids
from photograph.jobs.albums.members import AlbumMember, Community, centre_of
from photograph.jobs.albums.names import propose_names
from photograph.jobs.albums.parts import split_by_gaps
from photograph.jobs.albums.rows import GatheredRows
from photograph.jobs.catalogue import ALBUMS
from photograph.jobs.runner import run_job

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
    min_photos: the fewest photos of an album.
    resolution: Leiden's gamma; higher gives more and smaller albums.
    exponent: the weight of a link is its cosine to this power.
    """

    network: str | None = None
    gap: float = DEFAULT_GAP
    min_photos: int = DEFAULT_MIN_PHOTOS
    resolution: float = DEFAULT_RESOLUTION
    exponent: float = _EXPONENT


@dataclass(frozen=True)
class Album:
    """An album to write: its members, one of which is the cover.

    Parameters
    ----------
    copies: of its members; they are in the album too, and count for nothing.
    name: the one that a person gave, else the proposed one.
    place: latitude and longitude of its middle.
    """

    album_id: str
    name: str
    proposed_name: str
    named_by_person: bool
    members: list[AlbumMember]
    copies: list[PhotoKey]
    cover: AlbumMember
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


@dataclass(frozen=True)
class _Part:
    """The members of an album, sorted by root and path, and the one that is its cover."""

    members: list[AlbumMember]
    cover: AlbumMember


def find_albums(database: Database, options: AlbumOptions) -> Albums:
    """Finds the albums of a network; writes nothing.

    Leiden (Traag, Waltman and van Eck, 2019) over the edges of kNN, without the pairs that a person
    called not similar, and without copies; its communities are then split by gaps (`parts.py`).

    Raises
    ------
    PhotographError: no photo of the network is linked, or several networks and none is named.
    """
    network = choose_network(read(database, "link/count_photos"), options.network)
    parts = [
        part
        for community in _communities(database, network, options)
        for part in _parts(community, options)
    ]
    parts.sort(key=lambda part: (-len(part.members), part.members[0].root, part.members[0].path))
    return Albums(network, uuid.uuid4().hex, _named(database, network, parts))


def _communities(database: Database, network: str, options: AlbumOptions) -> Iterator[Community]:
    asked = read(database, "albums/ask_whether_linked", network=network, method=LinkMethod.KNN)[0]
    if not asked["linked"]:
        raise PhotographError(
            f"No photos of {network} are linked, so they make no albums.",
            "Link them: photograph link",
        )
    values = {
        "network": network,
        "method": LinkMethod.KNN,
        "exponent": options.exponent,
        "resolution": options.resolution,
        "randomSeed": _SEED,
    }
    rows = GatheredRows()
    if asked["kept"]:
        run_job(database, ALBUMS, values, receive=rows.take)
    return rows.communities()


def _parts(community: Community, options: AlbumOptions) -> Iterator[_Part]:
    """The parts of a community with enough photos; the cover has the highest weighted degree."""
    found = split_by_gaps(community, options.gap)
    part_of = np.zeros(len(community.members), np.int64)
    for number, photos in enumerate(found):
        part_of[photos] = number
    links = community.links
    inside = links[part_of[links.one] == part_of[links.other]]
    degrees = inside.degrees(len(community.members))
    for photos in found:
        if len(photos) >= options.min_photos:
            # Of equal degrees, the first by path; their last digits tell in what order edges came.
            members = [(community.members[index], round(degrees[index], 9)) for index in photos]
            members.sort(key=lambda one: (one[0].root, one[0].path))
            cover = max(members, key=lambda one: one[1])[0]
            yield _Part([member for member, _ in members], cover)


def _named(database: Database, network: str, parts: list[_Part]) -> list[Album]:
    every = [part.members for part in parts]
    ids = album_ids(every)
    known = {row["albumId"]: row for row in read(database, "albums/list_albums")}
    # Those of this network get new names, or end here; the others keep what they are called.
    others = [row for row in known.values() if row["named"] or row["network"] != network]
    taken = {str(row["name"]) for row in others}
    proposed = propose_names(every, taken)
    copies = _copies(database)
    albums = []
    for album_id, name, part in zip(ids, proposed, parts, strict=True):
        named = album_id in known and bool(known[album_id]["named"])
        given = str(known[album_id]["name"]) if named else name
        middle = centre_of(part.members)
        mine = [
            copy for member in part.members for copy in copies.get((member.root, member.path), ())
        ]
        albums.append(Album(album_id, given, name, named, part.members, mine, part.cover, middle))
    return albums


def _copies(database: Database) -> Mapping[PhotoKey, list[PhotoKey]]:
    """The copies of each photo that stays."""
    found: Mapping[PhotoKey, list[PhotoKey]] = defaultdict(list)
    for row in stream(database, "albums/list_copies"):
        found[(row["ofRoot"], row["ofPath"])].append((row["root"], row["path"]))
    return found


def albums_of(database: Database, root: str, network: str) -> dict[str, str]:
    """The `albumId` of each photo of a root that has an album made by photograph, by path."""
    rows = read(database, "albums/albums_of_photos", root=root, network=network)
    return {row["path"]: row["albumId"] for row in rows}
