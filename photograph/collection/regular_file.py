"""Reads a photo's file; refuses pipes and devices, which may have no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

NOT_REGULAR = "it is no regular file"
# Larger than a TIFF can be; a sparse file of terabytes would take all memory.
_MOST_BYTES = 4 << 30


def is_regular(status: os.stat_result) -> bool:
    """Whether the mode is that of a plain file: no folder, pipe, socket or device."""
    return stat.S_ISREG(status.st_mode)


def read_regular(file: Path) -> bytes:
    """The whole content of a file; checks the opened file, which may have been swapped.

    Raises
    ------
    OSError: it can't be opened or read, is no regular file, is too large, or grows.
    """
    # Without O_NONBLOCK, opening a pipe that nobody writes to waits for ever.
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        size = _size(os.fstat(handle))
    except OSError:
        os.close(handle)
        raise
    with os.fdopen(handle, "rb") as opened:
        # Not up to its end: some files of the system, and one that is written to, have none.
        content = opened.read(size + 1) or b""
    if len(content) > size:
        raise OSError(errno.EAGAIN, "it is still being written")
    return content


def _size(status: os.stat_result) -> int:
    if not is_regular(status):
        raise OSError(errno.EINVAL, NOT_REGULAR)
    if status.st_size > _MOST_BYTES:
        raise OSError(errno.EFBIG, f"no photo has {status.st_size / 1e9:,.0f} GB")
    return status.st_size
