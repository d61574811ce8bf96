"""Makes working files private to their owner; files elsewhere follow the umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from photograph.errors import PhotographError
from photograph.settings import Home, home

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
PRIVATE_UMASK = _OTHERS


def is_private(path: Path) -> bool:
    """Whether a path is in the working folder, except files that a server of another user reads."""
    place, there = home(), path.absolute()
    if place.imports_for_others and there.is_relative_to(place.imports):
        return False
    return there.is_relative_to(place.root)


def open_private(path: str | Path, flags: int) -> int:
    """Like `os.open`, also for ``open(opener=…)``, with new working files private."""
    return os.open(path, flags, 0o600 if is_private(Path(path)) else 0o666)


def create(path: Path) -> Path:
    """Makes an empty file, for libraries that open it by its path.

    Raises
    ------
    OSError: it can't be made.
    """
    os.close(open_private(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY))
    return path


def make_private_folder(folder: Path) -> None:
    """Makes a folder and its parents; working folders are private.

    Raises
    ------
    OSError: it can't be made.
    """
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir(0o700 if is_private(missing) else 0o777, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(20, os.strerror(20), str(folder))


@contextmanager
def private_umask(folder: Path) -> Iterator[None]:
    """Makes files that a library writes into a working folder during the block private.

    The umask is that of the whole process, so other threads must not write meanwhile.
    """
    before = os.umask(0)
    os.umask(before | PRIVATE_UMASK if is_private(folder) else before)
    try:
        yield
    finally:
        os.umask(before)


def make_folder(folder: Path) -> Path:
    """Makes a working folder if it is missing, and checks that it can be written.

    Raises
    ------
    PhotographError: it can't be made or written.
    """
    why = "permission denied"
    try:
        make_private_folder(folder)
        close_to_others(home())
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
    except OSError as error:
        why = (error.strerror or str(error)).lower()
    raise PhotographError(
        f"The folder {folder} can't be written ({why}).",
        "Allow it, or choose another working folder: PHOTOGRAPH_HOME=FOLDER",
    )


def close_to_others(place: Home) -> None:
    """Makes files private that earlier versions wrote readable for everybody."""
    own = {place.root / part for part in place.parts}
    # The working folder may be one with other things in it, which are not ours to close.
    if _is_open(place.root) and own.issuperset(place.root.iterdir()):
        with suppress(PermissionError):
            place.root.chmod(place.root.stat().st_mode & ~_OTHERS)
    for part in own:
        if _is_open(part) and is_private(part) and not part.is_symlink():
            _close(part)


def _is_open(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & _OTHERS)
    except OSError:
        return False


def _close(part: Path) -> None:
    # The folder itself comes last: a run that is killed here begins again.
    for folder, _, names in os.walk(part, topdown=False):
        for path in (*(Path(folder) / name for name in names), Path(folder)):
            # A file may go meanwhile, and one that a container wrote is another user's.
            with suppress(FileNotFoundError, PermissionError):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode & ~_OTHERS)
