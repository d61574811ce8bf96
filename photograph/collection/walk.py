"""Walks a folder, visiting each folder once, and collects errors instead of stopping."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from photograph.collection.passed_over import extension

EXTENSIONS = frozenset(
    ".jpg .jpeg .jpe .jfif .mpo .png .webp .heic .heif .hif .avif .tif .tiff .gif .bmp".split()
)
# Thumbnails and waste of NAS boxes, Windows and macOS, not photos that a person took.
_LEFT_OUT = frozenset({"@eadir", "#recycle", "$recycle.bin", "lost+found", "__macosx"}) | {
    "system volume information"
}


@dataclass
class WalkedFiles:
    """The files with a photo's extension, and what else was found.

    Parameters
    ----------
    unread: folders that could not be listed completely, with the system's reason.
    broken: broken links without a photo's extension, perhaps to a drive that is not mounted.
    empty: folders without any entry, such as a mount point without its drive.
    passed_over: the number of other files, by extension, without hidden ones.
    """

    files: list[Path] = field(default_factory=list)
    unread: list[tuple[Path, str]] = field(default_factory=list)
    broken: list[tuple[Path, str]] = field(default_factory=list)
    empty: list[Path] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def left_out(name: str) -> bool:
    """Whether a file or folder of this name is hidden or a trash folder."""
    return name.startswith(".") or name.lower() in _LEFT_OUT


def walk(root: Path) -> WalkedFiles:
    """Walks everything below `root`; follows links, but visits each folder only once."""
    walked = WalkedFiles()
    seen: set[tuple[int, int]] = set()
    folders = [root]  # a stack of our own: Python's ends at a depth of 1,000
    while folders:
        inner = []
        for entry in _entries(folders.pop(), seen, walked):
            if not left_out(entry.name) and _sort(entry, walked):
                inner.append(Path(entry.path))
        folders += reversed(inner)
    return walked


def _entries(
    folder: Path, seen: set[tuple[int, int]], walked: WalkedFiles
) -> list[os.DirEntry[str]]:
    """The entries of a folder, sorted by name: all that could be listed before an error."""
    entries: list[os.DirEntry[str]] = []
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return []
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listing:
            for entry in listing:
                entries.append(entry)
        if not entries:
            walked.empty.append(folder)
    except OSError as error:
        walked.unread.append((folder, error.strerror or type(error).__name__))
    return sorted(entries, key=lambda entry: os.fsencode(entry.name))


def _sort(entry: os.DirEntry[str], walked: WalkedFiles) -> bool:
    """Records an entry; returns true for a folder to be entered."""
    path, ending = Path(entry.path), extension(entry.name)
    reason = ""
    try:
        if entry.is_dir():
            return True
        if entry.is_symlink():
            path.stat()
    except OSError as error:
        reason = error.strerror or type(error).__name__
    if ending in EXTENSIONS:
        walked.files.append(path)
    elif reason and entry.is_symlink():
        walked.broken.append((path, reason))
    elif reason:
        walked.unread.append((path, reason))
    else:
        walked.passed_over[ending] += 1
    return False
