"""What is moved where, and whether both ends lie where they may."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileMove:
    """A file, where it goes, and the sha256 that it must have."""

    source: Path
    target: Path
    content_hash: str


@dataclass(frozen=True)
class MovePlan:
    """Moves into a folder."""

    folder: Path
    moves: tuple[FileMove, ...]


def is_inside(file: Path, folder: Path) -> bool:
    """Whether a file lies below a folder in truth: neither `..` nor a link leads it out.

    The file itself is not followed where it is a link, and neither needs to be there.
    """
    if ".." in file.parts or not file.is_absolute():
        return False
    return real_place(file).parent.is_relative_to(os.path.realpath(folder))


def real_place(file: Path) -> Path:
    """The file by its real folder, with no link on the way to it."""
    return Path(os.path.realpath(file.parent)) / file.name
