"""Files that are whole at any moment: written beside, flushed to the disk, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_durably(path: Path, content: str | bytes) -> None:
    """Replaces a file; a reader, or a power cut, finds the old content or the new, never half.

    Raises
    ------
    OSError: the folder can't be written, or the disk is full; the old file is as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own, since two processes may write the same file at once.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        settle(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def settle(temporary: Path, path: Path) -> None:
    """Flushes a file that was written beside another to the disk, and takes the other's place."""
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    _flush_folder(path.parent)


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
