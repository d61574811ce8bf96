"""One process at a time: a lock that the operating system lets go of when its holder dies."""

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
    """Hold the lock of a file, or that of a folder itself, for the time of the block.

    Parameters
    ----------
    path: a lock file, made where it is not there; or a folder, in which none is left.
    waiting: what to say when another process holds it, before waiting for that.
    refusal: what to raise then, instead of waiting.
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
