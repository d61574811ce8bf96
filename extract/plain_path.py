"""A path that TensorFlow takes as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PATTERN = frozenset("*?[]\\")


@contextmanager
def plain_path(folder: Path) -> Iterator[Path]:
    """The folder itself, or for the time of the block a link to it from a place of this process.

    TensorFlow 2.21 looks for a network's variables by a pattern, so that it finds none in a folder
    whose path has a sign of patterns in it.
    """
    if _PATTERN.isdisjoint(str(folder.absolute())):
        yield folder
        return
    with TemporaryDirectory(prefix="photograph-") as place:
        link = Path(place) / "network"
        link.symlink_to(folder.absolute(), target_is_directory=True)
        yield link
