"""What `duplicates` finds, as its command does: with a look at the photos' own files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from photograph.extract.pictures import picture_opener
from photograph.graph.database import Database
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.find import find_duplicates
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.jobs.duplicates.proof_store import ProofStore
from photograph.settings import home


def found_copies(database: Database, **options: Any) -> list[DuplicateGroup]:
    """The groups of the graph's photos, each pair proved anew."""
    given, look = DuplicateOptions(**options), picture_opener(home())
    with (
        tempfile.TemporaryDirectory() as folder,
        ProofStore(Path(folder) / "copies.sqlite") as store,
    ):
        return find_duplicates(database, given, look, store)


def paths(group: DuplicateGroup) -> list[str]:
    """The photos of a group, the one to keep first."""
    return [group.keep.path, *(copy.photo.path for copy in group.copies)]


def told(groups: list[DuplicateGroup]) -> list[tuple[str, dict[str, str]]]:
    """For each group the photo to keep, and what each other one is."""
    return [(g.keep.path, {c.photo.path: c.kind.value for c in g.copies}) for g in groups]
