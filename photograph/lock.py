"""A lock between processes that the operating system releases when its holder dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor

from photograph.console import say
from photograph.errors import PhotographError
from photograph.private import open_private


@contextmanager
def locked(path: Path, waiting: str = "", refusal: PhotographError | None = None) -> Iterator[None]:
    """Holds the lock of a file, or of a folder itself, during the block.

    Parameters
    ----------
    path: a lock file, which is made if missing; or a folder, in which no file is made.
    waiting: the message to print before waiting for another process.
    refusal: the error to raise instead of waiting.
    """
    is_folder = path.is_dir()
    flags = os.O_RDONLY if is_folder else os.O_RDWR | os.O_CREAT
    handle = open_private(path, flags)
    try:
        if not _take(handle, is_folder):
            if refusal:
                raise refusal
            if waiting:
                say(waiting)
            lock_descriptor(handle)
        yield
    finally:
        os.close(handle)


def _take(handle: int, is_folder: bool) -> bool:
    try:
        return lock_descriptor(handle, blocking=False)
    except OSError:
        if is_folder:  # NFS locks no folder
            return True
        raise
