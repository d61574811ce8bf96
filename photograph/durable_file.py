"""Writes files atomically: to a temporary file, flushed to disk, then renamed."""

from __future__ import annotations

import os
import re
import secrets
from glob import escape
from pathlib import Path

from photograph.private import make_private_folder, open_private


def write_durably(path: Path, content: str | bytes, flush: bool = True) -> None:
    """Replaces a file atomically: readers, even after a power cut, find the old or the new one.

    Parameters
    ----------
    flush: whether the new content must survive a power cut.

    Raises
    ------
    OSError: the folder can't be written, or the disk is full; the old file is unchanged.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary = fresh_file(path, tidy=flush)
    try:
        temporary.write_bytes(data)
        settle(temporary, path, flush)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def fresh_file(path: Path, tidy: bool = True) -> Path:
    """A temporary file beside a path, to be written and then moved there by `settle`.

    Parameters
    ----------
    tidy: whether to remove temporary files that killed processes left there.

    Raises
    ------
    OSError: the folder can't be written.
    """
    make_private_folder(path.parent)
    if tidy:
        _remove_left_over(path)
    # A name of its own, since two processes may write the same file at once.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    os.close(open_private(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    return temporary


def settle(temporary: Path, path: Path, flush: bool = True) -> None:
    """Flushes a temporary file to disk and renames it to its final path."""
    if flush:
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
    temporary.replace(path)
    if flush:
        _flush_folder(path.parent)


def _remove_left_over(path: Path) -> None:
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        ending = left.name.removeprefix(f".{path.name}")
        made_by = re.fullmatch(r"\.(\d+)\.[0-9a-f]{8}\.tmp", ending)
        if made_by and not _lives(int(made_by[1])):
            left.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    import psutil  # takes 10 ms, and hardly ever is anything left over

    return bool(psutil.pid_exists(pid))


def _flush_folder(folder: Path) -> None:
    """Flushes a folder, which makes a rename in it durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link_durably(file: Path, name: Path) -> None:
    """Makes a hard link at a path where nothing is yet, durably.

    Raises
    ------
    OSError: the path exists (FileExistsError), or hard links can't be made there.
    """
    os.link(file, name)
    _flush_folder(name.parent)
