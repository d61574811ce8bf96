"""Lists and reads photos in an object store through pyarrow's file systems."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
from pyarrow.fs import FileInfo, FileSelector, FileSystem, FileType

from photograph.collection.find_photos import FoundPhotos, PhotoFile, is_left_out, is_photo
from photograph.collection.object_address import ObjectFolder
from photograph.collection.passed_over import extension
from photograph.errors import PhotographError

# Azure's file system raises pyarrow's own errors, the others OSError.
_FAILED = (OSError, ValueError, pa.ArrowException)
_GO_ON = "What was done is kept: run the same command to go on."
_DENIED = re.compile(
    r"ACCESS_DENIED|ACCESS_KEY|INVALID_CLIENT|SIGNATURE|CREDENTIAL|TOKEN|AUTHENTICATION"
)


@dataclass(frozen=True)
class ObjectFile:
    """One object; can be sent to another machine, which opens the store itself."""

    folder: ObjectFolder
    path: str

    def read_bytes(self) -> bytes:
        """The whole content.

        Raises
        ------
        OSError: this object can't be read, while its store answers.
        PhotographError: the store does not answer.
        """
        try:
            return self._read()
        except FileNotFoundError as error:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from error
        except _FAILED:
            check_answers(self.folder)
        try:
            # A connection that broke within a photo is no fault of the photo.
            return self._read()
        except _FAILED as error:
            raise OSError(errno.EIO, _short(error)) from error

    def _read(self) -> bytes:
        files, base = open_object_store(self.folder)
        with files.open_input_file(f"{base}/{self.path}") as content:
            # Into zeros: Arrow parses what a store says of a failure with the memory behind it.
            read = memoryview(bytearray(content.size()))
            return bytes(read[: content.readinto(read)])


def open_object_store(folder: ObjectFolder) -> tuple[Any, str]:
    """The ``pyarrow.fs.FileSystem`` of a store, and the folder's path in it.

    Raises
    ------
    PhotographError: it can't be opened.
    """
    try:
        files, base = _file_system(folder.bucket, folder.query)
    except _FAILED as error:
        raise _failure(folder, error) from error
    return files, f"{base.rstrip('/')}/{folder.path}".removesuffix("/")


@lru_cache(maxsize=16)
def _file_system(bucket: str, query: str) -> tuple[Any, str]:
    # pyarrow's own limit is 15 minutes for Google's store, and seconds for the others.
    if bucket.startswith("gs:") and "retry_limit_seconds" not in query:
        query = f"{query}&retry_limit_seconds=30".lstrip("&")
    files, base = FileSystem.from_uri(f"{bucket}?{query}" if query else bucket)
    return files, base


def find_objects(folder: ObjectFolder) -> FoundPhotos:
    """Finds every photo below the folder by extension, like `find_photos`, without reading any.

    Raises
    ------
    PhotographError: the folder, bucket or credentials are missing, or the store doesn't answer.
    """
    files, base = open_object_store(folder)
    try:
        listed = files.get_file_info(FileSelector(base, recursive=True))
    except _FAILED as error:
        raise _failure(folder, error) from error
    photos: dict[str, PhotoFile] = {}
    refused: list[tuple[PhotoFile, str]] = []
    passed_over: Counter[str] = Counter()
    for info in sorted(listed, key=lambda info: str(info.path)):
        path = info.path.removeprefix(base).removeprefix("/")
        if info.type != FileType.File or is_left_out(path):
            continue
        if not is_photo(path):
            passed_over[extension(path)] += 1
            continue
        photo, reason = _describe(ObjectFile(folder, path), info, photos)
        if reason:
            refused.append((photo, reason))
        else:
            photos[photo.path] = photo
    return FoundPhotos([photos[path] for path in sorted(photos)], refused, passed_over=passed_over)


def _describe(file: ObjectFile, info: FileInfo, others: Container[str]) -> tuple[PhotoFile, str]:
    path = unicodedata.normalize("NFC", file.path)
    reason = ""
    if "" in path.split("/"):
        reason = "a folder in its name is empty: rename it"
    elif path in others:
        reason = "another file has the same name with its accents encoded in another way"
    return PhotoFile(path, file, info.size, info.mtime_ns or 0), reason


def read_object(folder: ObjectFolder, path: str) -> bytes:
    """The content of a photo, even if the store encodes accents in another way.

    Raises
    ------
    OSError, PhotographError: as `ObjectFile.read_bytes`.
    """
    try:
        return ObjectFile(folder, path).read_bytes()
    except FileNotFoundError:
        return ObjectFile(folder, unicodedata.normalize("NFD", path)).read_bytes()


def check_answers(folder: ObjectFolder) -> None:
    """Checks that the store answers, by asking for the folder.

    Raises
    ------
    PhotographError: the store does not answer, or denies access.
    """
    files, base = open_object_store(folder)
    try:
        files.get_file_info(base)
    except _FAILED as error:
        raise _failure(folder, error) from error


def _failure(folder: ObjectFolder, error: Exception) -> PhotographError:
    text = str(error).upper()
    if isinstance(error, FileNotFoundError) or "NO_SUCH_BUCKET" in text:
        return PhotographError(
            f"There is no {folder}.", "Check the name, and which store is meant: AWS_ENDPOINT_URL"
        )
    if _DENIED.search(text):
        return PhotographError(
            f"{folder} may not be read ({_short(error)}).",
            f"Set credentials, such as AWS_ACCESS_KEY_ID, or use ~/.aws. {_GO_ON}",
        )
    return PhotographError(
        f"{folder} can't be reached ({_short(error)}).",
        f"Check the network, and AWS_ENDPOINT_URL for S3. {_GO_ON}",
    )


def _short(error: Exception) -> str:
    """The store's error message without addresses and request numbers."""
    line = str(error).splitlines()[0]
    found = re.search(r"AWS Error (\w+|\[code \d+\])[^:]*: ?(.*?)( \(Request ID.*)?$", line)
    if not found:
        return line[:200]
    return found[2] if found[1].startswith("[") else found[1].lower().replace("_", " ")
