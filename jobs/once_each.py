"""Shows each photo once: copies, as `duplicates` found them, are left out of a list and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from photograph.graph.database import Database, read
from photograph.graph.photo_key import PhotoKey

# Of so many times as many photos as are wanted, enough are left without copies, nearly always.
WIDER = 4


class ListedPhoto(Protocol):
    """A photo of a list, by root and path."""

    @property
    def root(self) -> str: ...
    @property
    def path(self) -> str: ...


_Listed = TypeVar("_Listed", bound=ListedPhoto)


@dataclass(frozen=True)
class StayingPhoto:
    """The photo that stays for a photo, or that one itself, and how many copies it has."""

    key: PhotoKey
    copies: int = 0


def once_each(
    database: Database, asked: PhotoKey | None, found: Sequence[_Listed], k: int
) -> list[tuple[_Listed, int]]:
    """The first `k` photos of a list without copies, each with the number of its copies.

    Of a photo and its copies the first one listed counts; copies of the asked photo are left out.
    """
    keys = [*([asked] if asked else []), *((one.root, one.path) for one in found)]
    stays = staying_photos(database, keys)
    seen = {stays[asked].key} if asked else set()
    kept = []
    for one in found:
        staying = stays[one.root, one.path]
        if staying.key not in seen:
            seen.add(staying.key)
            kept.append((one, staying.copies))
    return kept[:k]


def staying_photos(database: Database, keys: Sequence[PhotoKey]) -> dict[PhotoKey, StayingPhoto]:
    """The photo that stays for each of these, by the edges COPY_OF."""
    rows = read(database, "ask/stays_for_copies", keys=[list(key) for key in keys])
    found = {key: StayingPhoto(key) for key in keys}  # one may be gone meanwhile
    for row in rows:
        found[keys[row["position"]]] = StayingPhoto((row["root"], row["path"]), row["copies"])
    return found
