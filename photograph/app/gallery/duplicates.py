"""Groups of copies for the gallery."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.extract.pictures import picture_opener
from photograph.graph.database import Database, read
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.find import find_duplicates
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.jobs.duplicates.proof_store import ProofStore
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
    look = picture_opener(home)
    found: dict[frozenset[PhotoKey], GalleryCopies] = {}
    networks = dict.fromkeys(row["network"] for row in read(database, "link/count_photos"))
    with ProofStore(home.proofs) as store:
        for network in networks:
            for group in find_duplicates(database, DuplicateOptions(network), look, store):
                shown = _shown(group)
                found.setdefault(frozenset(shown.photos), shown)
    return list(found.values())


def _shown(group: DuplicateGroup) -> GalleryCopies:
    photos = (group.keep.key, *(copy.photo.key for copy in group.copies))
    kinds = [f"{copy.kind}, {'could go' if copy.goes else 'stays'}" for copy in group.copies]
    return GalleryCopies(photos, ("keep", *kinds), group.why)
