"""Moves of files, and whether source and target are inside the allowed folders."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileMove:
    """A source file, its target, and the sha256 that the file must have."""

    source: Path
    target: Path
    content_hash: str


@dataclass(frozen=True)
class MovePlan:
    """Moves into a folder."""

    folder: Path
    moves: tuple[FileMove, ...]


def is_inside(file: Path, folder: Path) -> bool:
    """Whether a file is really below a folder: no `..` and no link leads out of it.

    A link at the end of the path is not followed, and neither path has to exist.
    """
    if ".." in file.parts or not file.is_absolute():
        return False
    return real_place(file).parent.is_relative_to(os.path.realpath(folder))


def real_place(file: Path) -> Path:
    """The path of the file with all links in its folders resolved."""
    return Path(os.path.realpath(file.parent)) / file.name
