"""Groups of copies for the gallery."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.extract.pictures import picture_opener
from photograph.graph.database import Database, read
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.closer_look import LOOK_SIDE
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.find import find_duplicates
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.settings import Home


@dataclass(frozen=True)
class GalleryCopies:
    """Photos of a group: the one to keep first, and why it is.

    Parameters
    ----------
    kinds: what each photo is, in words.
    """

    photos: tuple[PhotoKey, ...]
    kinds: tuple[str, ...]
    why: str


def duplicate_groups(database: Database, home: Home) -> list[GalleryCopies]:
    """The groups that `photograph duplicates` finds with each network, each group once."""
    look = picture_opener(home, LOOK_SIDE)
    found: dict[frozenset[PhotoKey], GalleryCopies] = {}
    for network in dict.fromkeys(row["network"] for row in read(database, "link/count_photos")):
        for group in find_duplicates(database, DuplicateOptions(network), look):
            shown = _shown(group)
            found.setdefault(frozenset(shown.photos), shown)
    return list(found.values())


def _shown(group: DuplicateGroup) -> GalleryCopies:
    photos = (group.keep.key, *(copy.photo.key for copy in group.copies))
    kinds = [f"{copy.kind}, {'could go' if copy.goes else 'stays'}" for copy in group.copies]
    return GalleryCopies(photos, ("keep", *kinds), group.why)
