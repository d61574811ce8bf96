"""Groups of copies for the gallery."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.graph.database import Database, read
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.find import find_duplicates
from photograph.jobs.duplicates.options import DuplicateOptions


@dataclass(frozen=True)
class GalleryCopies:
    """Photos that are copies of each other: the one to keep first, and why it is."""

    kind: str
    photos: tuple[PhotoKey, ...]
    why: str


def duplicate_groups(database: Database) -> list[GalleryCopies]:
    """The groups that `photograph duplicates` finds with each network, each group once."""
    found: dict[frozenset[PhotoKey], GalleryCopies] = {}
    for network in dict.fromkeys(row["network"] for row in read(database, "link/count_photos")):
        for group in find_duplicates(database, DuplicateOptions(network)):
            keys = tuple((copy.root, copy.path) for copy in (group.keep, *group.others))
            found.setdefault(frozenset(keys), GalleryCopies(group.kind, keys, group.why))
    return list(found.values())
