"""Moves one file of known content, without ever losing or overwriting a file."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from photograph.durable_file import link_durably, settle
from photograph.errors import PhotographError
from photograph.jobs.duplicates.file_content import has_content, identity_of, is_still
from photograph.jobs.duplicates.moves import FileMove, real_place

# Another file system, or one that knows no hard links.
_NO_LINK = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)
_CHUNK = 1 << 20


def move_file(move: FileMove) -> None:
    """Moves one file; removes the source only after the complete target is verified.

    Raises
    ------
    PhotographError: the target exists, or the source does not have, or keep, the known content.
    """
    source, target = move.source, move.target
    _check_folders(move)
    seen = identity_of(source, move.content_hash)
    if seen is None:
        raise _changed(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    ends = [source]
    try:
        _link(source, target)
        ends.append(target)  # a copy is read back anyway
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        _copy(move)
    # Between this and the next, another program can still replace it, for some microseconds.
    if not all(is_still(file, seen, move.content_hash) for file in ends):
        target.unlink()  # made here; whoever replaced the source wanted the older content to go
        raise _changed(source)
    try:
        source.unlink()
    except OSError:
        if os.path.lexists(source):  # its folder can't be written
            target.unlink()
        raise


def name_of_unfinished(target: Path) -> Path:
    """The name of a copy until it is complete."""
    return target.with_name(f".{target.name}.photograph-part")


def _check_folders(move: FileMove) -> None:
    """Refuses folders that have become links since the move was planned."""
    for file in (move.source, move.target):
        if real_place(file) != file:
            raise PhotographError(
                f"The folder of {file} is now a link; the photos before this one were moved.",
                "Look at it, then run the same command again.",
            )


def _link(source: Path, target: Path) -> None:
    """Makes a hard link, which, unlike a rename, never replaces another file."""
    try:
        link_durably(source, target)
    except FileExistsError as error:
        raise _occupied(target) from error


def _copy(move: FileMove) -> None:
    """Copies to a temporary name, reads the copy back, and then gives it its own name."""
    part = name_of_unfinished(move.target)
    part.unlink(missing_ok=True)  # of a run that was killed
    try:
        with move.source.open("rb") as read, part.open("xb") as written:
            shutil.copyfileobj(read, written, _CHUNK)
            written.flush()
            os.fsync(written.fileno())
        with suppress(PermissionError):  # a disk of FAT takes the time, and refuses the mode
            shutil.copystat(move.source, part)
        if not has_content(part, move.content_hash):
            raise PhotographError(
                f"The copy of {move.source} differs from it.",
                f"Check the disk of {move.target.parent}.",
            )
        _publish(part, move.target)
    finally:
        part.unlink(missing_ok=True)


def _publish(part: Path, target: Path) -> None:
    try:
        _link(part, target)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        # No hard links here, and a rename would overwrite: the best that is left.
        if os.path.lexists(target):
            raise _occupied(target) from error
        settle(part, target)


def _occupied(target: Path) -> PhotographError:
    return PhotographError(
        f"{target} exists already; nothing was overwritten.", "Move it away, then try again."
    )


def _changed(source: Path) -> PhotographError:
    return PhotographError(
        f"{source} has just changed and was not moved; the photos before it were.",
        "Look at it, then run the same command again.",
    )
