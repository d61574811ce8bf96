"""Reads what a gallery shows from the graph: photos, pairs of similar ones, albums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from photograph.graph.database import Database, stream
from photograph.graph.photo_key import PhotoKey

_LABELS = 5


@dataclass(frozen=True)
class GalleryPhoto:
    """One photo: sizes in bytes and upright pixels, WGS-84 degrees, time by its camera's clock."""

    root: str
    path: str
    content_hash: str | None
    bytes: int | None
    width: int | None
    height: int | None
    format: str | None
    taken_at: str | None
    latitude: float | None
    longitude: float | None
    camera: str | None
    labels: tuple[str, ...]

    @property
    def key(self) -> PhotoKey:
        return (self.root, self.path)


@dataclass(frozen=True)
class GalleryAlbum:
    """An album: its name, photos and cover."""

    album_id: str
    name: str
    photos: tuple[PhotoKey, ...]
    cover: PhotoKey | None


@dataclass(frozen=True)
class GalleryPair:
    """Two similar photos, with the cosine of their embeddings in [-1, 1]."""

    one: PhotoKey
    other: PhotoKey
    cosine: float


def photos_shown(database: Database) -> list[GalleryPhoto]:
    """Every photo, sorted by time, those without a time last, each with its five best labels."""
    rows = stream(database, "gallery/stream_photos", labels=_LABELS)
    photos = [GalleryPhoto(**{**row, "labels": tuple(row["labels"])}) for row in rows]
    return sorted(
        photos, key=lambda photo: (photo.taken_at is None, photo.taken_at or "", photo.key)
    )


def pairs_shown(database: Database) -> Iterator[GalleryPair]:
    """Every pair of similar photos; in both orders if the graph has both."""
    for row in stream(database, "gallery/stream_neighbours"):
        one, other = (row["root"], row["path"]), (row["otherRoot"], row["otherPath"])
        yield GalleryPair(one, other, row["cosine"])


def albums_shown(database: Database) -> list[GalleryAlbum]:
    """Every album that has photos, the latest first."""
    rows = list(stream(database, "gallery/stream_albums"))
    albums = [
        GalleryAlbum(
            row["album_id"],
            row["name"],
            tuple(_key(photo) for photo in row["photos"]),
            _key(row["cover"]) if row["cover"] else None,
        )
        for row in rows
    ]
    return [album for album in albums if album.photos]


def _key(pair: list[str]) -> PhotoKey:
    return (pair[0], pair[1])
