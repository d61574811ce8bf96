"""Finds the photo files below a folder."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from photograph.errors import PhotographError

EXTENSIONS = frozenset(
    ".jpg .jpeg .jpe .jfif .mpo .png .webp .heic .heif .hif .avif .tif .tiff .gif .bmp".split()
)
# Thumbnails and waste of NAS boxes, Windows and macOS, not photos that a person took.
_LEFT_OUT = frozenset({"@eadir", "#recycle", "$recycle.bin", "lost+found", "__macosx"})


class File(Protocol):
    """A `Path`, or an object in a store."""

    def read_bytes(self) -> bytes: ...


@dataclass(frozen=True)
class PhotoFile:
    """A file that should be a photo; its content is not read yet."""

    path: str
    file: File
    bytes: int
    modified_ns: int

    @property
    def filename(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Found:
    """The photos below a folder, sorted by path, and those that can't be taken, with reasons."""

    photos: list[PhotoFile]
    refused: list[tuple[PhotoFile, str]]


def is_photo(path: str) -> bool:
    """Whether a path below a root has a photo's extension, and lies in no folder of waste."""
    parts = path.split("/")
    left_out = any(part.startswith(".") or part.lower() in _LEFT_OUT for part in parts)
    return not left_out and PurePosixPath(path).suffix.lower() in EXTENSIONS


def photo_file(root: Path, path: str) -> Path:
    """The file that a photo's path names, even where the disk encodes its accents otherwise."""
    file = root
    for part in path.split("/"):
        if not os.path.lexists(file / part) and file.is_dir():
            names = (entry.name for entry in file.iterdir())
            part = next((n for n in names if unicodedata.normalize("NFC", n) == part), part)
        file /= part
    return file


def find_photos(root: Path) -> Found:
    """Every photo below `root`, by extension; follows links, each folder once.

    Raises
    ------
    PhotographError: `root` is missing, no folder, or can't be read.
    """
    _check_folder(root)
    photos: dict[str, PhotoFile] = {}
    refused: list[tuple[PhotoFile, str]] = []
    for file in sorted(_walk(root, set()), key=os.fsencode):
        photo, reason = _describe(file, root)
        if not reason and photo.path in photos:
            reason = "another file has the same name but for how its accents are encoded"
        if reason:
            refused.append((photo, reason))
        else:
            photos[photo.path] = photo
    return Found([photos[path] for path in sorted(photos)], refused)


def _check_folder(root: Path) -> None:
    if not root.exists():
        raise PhotographError(f"There is no folder {root}.", "Name one: photograph extract PHOTOS")
    if not root.is_dir():
        raise PhotographError(f"{root} is no folder.", "Name the folder that holds it.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise PhotographError(f"{root} can't be read.", "Allow it: chmod u+rx on that folder")


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Yields candidate files; `seen` holds the folders entered, so that loops of links end."""
    identity = folder.stat()
    if (identity.st_dev, identity.st_ino) in seen:
        return
    seen.add((identity.st_dev, identity.st_ino))
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except PermissionError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower() in _LEFT_OUT:
            continue
        if _is_folder(entry):
            yield from _walk(Path(entry.path), seen)
        elif Path(entry.name).suffix.lower() in EXTENSIONS:
            yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that points to itself
        return False


def _describe(file: Path, root: Path) -> tuple[PhotoFile, str]:
    relative = unicodedata.normalize("NFC", file.relative_to(root).as_posix())
    reason = ""
    try:
        relative.encode()
    except UnicodeEncodeError:
        relative = os.fsencode(relative).decode(errors="backslashreplace")
        reason = "its name is not valid UTF-8: rename it"
    try:
        status = file.stat()
    except OSError as error:
        return PhotoFile(relative, file, 0, 0), f"it can't be opened: {error.strerror}"
    return PhotoFile(relative, file, status.st_size, status.st_mtime_ns), reason
