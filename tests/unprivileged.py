"""A folder and a user for tests of permissions, which root does not feel."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter; pytest's own are for one user."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        yield folder
    finally:
        open_all(folder)
        shutil.rmtree(folder)


def open_all(folder: Path) -> None:
    """Gives back what a test forbade, also to a user who is not root."""
    folder.chmod(0o755)
    for above, names, _ in os.walk(folder):
        for name in names:
            inner = Path(above, name)
            if not inner.is_symlink():
                inner.chmod(0o755)


@contextmanager
def unprivileged() -> Iterator[None]:
    """The process is a user who may not do everything, as it is already where it is not root's."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)
