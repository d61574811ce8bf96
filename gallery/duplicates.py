"""Groups of copies, as the gallery lays them side by side."""

from __future__ import annotations

from dataclasses import dataclass

from gallery.shown import Key
from server.connection import Database, read

_NEAR = 0.97


@dataclass(frozen=True)
class Copies:
    """Photos that are copies of each other: the one to keep first, and why they are here."""

    kind: str
    photos: tuple[Key, ...]
    why: str


def duplicate_groups(database: Database) -> list[Copies]:
    """Files of the same content, then pairs of a cosine of at least .97.

    This is the only place that knows how copies are found: jobs/duplicates.py is to take it over.
    """
    groups = []
    for row in read(database, "gallery/list_copies", cosine=_NEAR):
        photos = sorted((root, path) for root, path in row["photos"])
        kind, why = (
            ("exact", "the same file") if row["exact"] else ("near", "nearly the same picture")
        )
        groups.append(Copies(kind, tuple(photos), why))
    return sorted(groups, key=lambda group: (group.kind, group.photos))
