"""Known photos that could not be looked at: they do not count as gone and keep their rows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from photograph.collection.contract import UnreadFolder
from photograph.collection.find_photos import FoundPhotos, PhotoFile
from photograph.extract.store import KnownFile


@dataclass(frozen=True)
class UnreadFiles:
    """Folders and photos that a run could not look at.

    Parameters
    ----------
    folders: those that were not read, and broken links below which photos are known.
    kept: the known photos below these folders, and those whose own file can't be looked at.
    """

    folders: list[UnreadFolder]
    kept: list[PhotoFile]


def unread(found: FoundPhotos, known: Mapping[str, KnownFile]) -> UnreadFiles:
    """Finds the known photos that were not found but may still be there."""
    here = {photo.path for photo in found.photos}
    missing = [path for path in known if path not in here]
    links = {link.path: link for link in found.broken}
    hidden = {folder_above(path, links) for path in missing}
    folders = [*found.unread, *(link for path, link in links.items() if path in hidden)]
    closed = {folder.path for folder in folders}
    kept = [
        as_known(path, known[path])
        for path in missing
        if path in found.unopened or folder_above(path, closed) is not None
    ]
    return UnreadFiles(sorted(folders, key=lambda folder: folder.path), kept)


def as_known(path: str, known: KnownFile) -> PhotoFile:
    """A photo as known from the store; its file is not read in this run."""
    return PhotoFile(path, Path(path), known.bytes, known.modified_ns)


def folder_above(path: str, folders: Container[str]) -> str | None:
    """The nearest of these folders that contains a path; None if there is none."""
    while path:
        path = path.rpartition("/")[0]
        if path in folders:
            return path
    return None


def emptied(gone: Iterable[str], empty: Container[str]) -> dict[str, int]:
    """How many gone photos were below each folder that is empty now."""
    counts: dict[str, int] = {}
    for path in gone:
        folder = folder_above(path, empty)
        if folder is not None:
            counts[folder] = counts.get(folder, 0) + 1
    return counts
