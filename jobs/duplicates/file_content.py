"""Checks that a file is a plain file, has a known content, and has not been swapped."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

# A link is not followed, and a pipe is not waited for; Windows knows neither.
_PLAIN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
# Device, number, size and time: what tells that a file is another one, or was written to.
Identity = tuple[int, int, int, int]


def sha256_of(file: Path) -> str:
    """The sha256 of a file's content, in hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def is_plain(file: Path) -> bool:
    """Whether the path is a plain file: no link, folder, pipe or device."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return False


def has_content(file: Path, content_hash: str) -> bool:
    """Whether the path is a plain file with this content."""
    return identity_of(file, content_hash) is not None


def identity_of(file: Path, content_hash: str) -> Identity | None:
    """The identity of a plain file, if it has this content and keeps it while it is read."""
    try:
        opened = os.fdopen(os.open(file, _PLAIN), "rb")
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.ENXIO):
            return None  # nothing, a link, a folder, a socket
        raise
    with opened:
        before = os.fstat(opened.fileno())
        if not stat.S_ISREG(before.st_mode):
            return None
        found = hashlib.file_digest(opened, "sha256").hexdigest()
        same = found == content_hash and _identity(before) == _identity(os.fstat(opened.fileno()))
    return _identity(before) if same else None


def is_still(file: Path, seen: Identity, content_hash: str) -> bool:
    """Whether the path is still the file with this identity, or another with its content.

    Some layered and remote file systems give a file a new number.
    """
    try:
        return _identity(file.lstat()) == seen or has_content(file, content_hash)
    except FileNotFoundError:
        return False


def _identity(status: os.stat_result) -> Identity:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
