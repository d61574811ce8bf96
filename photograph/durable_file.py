"""Files that are whole at any moment: written beside, flushed to the disk, then renamed."""

from __future__ import annotations

import os
import re
import secrets
from glob import escape
from pathlib import Path

from photograph.private import make_private_folder, open_private


def write_durably(path: Path, content: str | bytes, flush: bool = True) -> None:
    """Replaces a file; a reader, or a power cut, finds the old content or the new, never half.

    Parameters
    ----------
    flush: whether it must outlive a power cut; what is made again when it is gone need not.

    Raises
    ------
    OSError: the folder can't be written, or the disk is full; the old file is as it was.
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
    """An empty file beside a path, to be written and then settled in its place.

    Parameters
    ----------
    tidy: whether what a killed process left there of an earlier write is removed.

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
    """Flushes a file that was written beside another to the disk, and takes the other's place."""
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
    """The rename itself is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link_durably(file: Path, name: Path) -> None:
    """Gives a file a further name, which nothing may have yet; it is on the disk on return.

    Raises
    ------
    OSError: something has that name (FileExistsError), or no hard link can be made there.
    """
    os.link(file, name)
    _flush_folder(name.parent)
