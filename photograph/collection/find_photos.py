"""Finds the photo files below a folder."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from photograph.collection.contract import UnreadFolder
from photograph.collection.regular_file import NOT_REGULAR, is_regular, read_regular
from photograph.collection.walk import EXTENSIONS, left_out, walk
from photograph.errors import PhotographError


class ReadableFile(Protocol):
    """A `Path`, or an object in a store."""

    def read_bytes(self) -> bytes: ...


@dataclass(frozen=True)
class PhotoFile:
    """A file that should be a photo; its content is not read yet."""

    path: str
    file: ReadableFile
    bytes: int
    modified_ns: int

    @property
    def filename(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class FoundPhotos:
    """The photos below a folder, sorted by path, and those that can't be used, with reasons.

    Parameters
    ----------
    unopened: paths of refused photos that exist but could not be examined.
    unread: folders that could not be listed completely.
    broken: broken links; one with known photos below it counts as unread.
    empty: folders without any entry.
    passed_over: the number of other files, by extension.
    """

    photos: list[PhotoFile]
    refused: list[tuple[PhotoFile, str]]
    unopened: frozenset[str] = frozenset()
    unread: tuple[UnreadFolder, ...] = ()
    broken: tuple[UnreadFolder, ...] = ()
    empty: frozenset[str] = frozenset()
    passed_over: Mapping[str, int] = field(default_factory=dict)


def read_content(photo: PhotoFile) -> bytes:
    """The whole content of a photo in a folder or an object store.

    Raises
    ------
    OSError: it can't be read, or is no regular file.
    PhotographError: its object store does not answer.
    """
    file = photo.file
    return read_regular(file) if isinstance(file, Path) else file.read_bytes()


def is_photo(path: str) -> bool:
    """Whether a path below a root has a photo's extension and is not left out."""
    return not is_left_out(path) and PurePosixPath(path).suffix.lower() in EXTENSIONS


def is_left_out(path: str) -> bool:
    """Whether a path below a root is hidden or in a trash folder, or a folder above it is."""
    return any(left_out(part) for part in path.split("/"))


def photo_file(root: Path, path: str) -> Path:
    """The file of a photo's path, even if the disk encodes accents in another way."""
    file = root
    for part in path.split("/"):
        if not os.path.lexists(file / part) and file.is_dir():
            names = (entry.name for entry in file.iterdir())
            part = next((n for n in names if unicodedata.normalize("NFC", n) == part), part)
        file /= part
    return file


def find_photos(root: Path) -> FoundPhotos:
    """Finds every photo below `root` by extension; follows links, each folder once.

    Raises
    ------
    PhotographError: `root` is missing, is not a folder, or can't be read.
    """
    _check_folder(root)
    walked = walk(root)
    photos: dict[str, PhotoFile] = {}
    refused: list[tuple[PhotoFile, str]] = []
    unopened: set[str] = set()
    for file in sorted(walked.files, key=os.fsencode):
        path, reason = _name(file, root)
        photo, problem = _describe(file, path)
        if problem and problem != NOT_REGULAR:
            unopened.add(path)
        if not problem and path in photos:
            reason = "another file has the same name with its accents encoded in another way"
        if problem or reason:
            refused.append((photo, problem or reason))
        else:
            photos[path] = photo
    return FoundPhotos(
        [photos[path] for path in sorted(photos)],
        refused,
        frozenset(unopened),
        tuple(UnreadFolder(_name(folder, root)[0], why) for folder, why in walked.unread),
        tuple(UnreadFolder(_name(link, root)[0], why) for link, why in walked.broken),
        frozenset(_name(folder, root)[0] for folder in walked.empty),
        walked.passed_over,
    )


def _check_folder(root: Path) -> None:
    try:
        mode = root.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PhotographError(
            f"There is no folder {root}.", "Name one: photograph extract PHOTOS"
        ) from error
    except OSError as error:
        raise PhotographError(
            f"{root} can't be read: {error.strerror}.", "Allow it, or mount its drive."
        ) from error
    if not stat.S_ISDIR(mode):
        raise PhotographError(f"{root} is no folder.", "Name the folder that holds it.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise PhotographError(f"{root} can't be read.", "Allow it: chmod u+rx on that folder")


def _name(file: Path, root: Path) -> tuple[str, str]:
    """A file's path below the root as text, and the problem with that, if any."""
    relative = unicodedata.normalize("NFC", file.relative_to(root).as_posix())
    try:
        relative.encode()
    except UnicodeEncodeError:
        relative = os.fsencode(relative).decode(errors="backslashreplace")
        return relative, "its name is not valid UTF-8: rename it"
    return ("" if relative == "." else relative), ""


def _describe(file: Path, path: str) -> tuple[PhotoFile, str]:
    """The file without its content, or why it can't be examined."""
    try:
        status = file.stat()
    except OSError as error:
        return PhotoFile(path, file, 0, 0), f"it can't be opened: {error.strerror}"
    photo = PhotoFile(path, file, status.st_size, status.st_mtime_ns)
    return photo, "" if is_regular(status) else NOT_REGULAR
