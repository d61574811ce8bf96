"""Gives TensorFlow a path without characters that it reads as a pattern."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PATTERN = frozenset("*?[]\\")


@contextmanager
def plain_path(folder: Path) -> Iterator[Path]:
    """The folder itself, or, during the block, a temporary link to it with a plain path.

    TensorFlow 2.21 looks for a network's variables with a glob pattern and finds none in a folder
    whose path contains characters such as ``[``.
    """
    if _PATTERN.isdisjoint(str(folder.absolute())):
        yield folder
        return
    with TemporaryDirectory(prefix="photograph-") as place:
        link = Path(place) / "network"
        link.symlink_to(folder.absolute(), target_is_directory=True)
        yield link
