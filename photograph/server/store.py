"""Replaces the server's database files by files made apart, completely or not at all."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from photograph.private import make_private_folder
from photograph.server.configuration import own_settings
from photograph.settings import Home

_PARTS = ("databases", "transactions")
_MOVES = ("server.directories.data", "server.directories.transaction.logs.root")


def apart(place: Home) -> Path:
    """A new folder of this process, as that of a server, to make files of a database in."""
    import psutil

    for folder in _data(place).glob("making-*"):
        made_by = re.fullmatch(r"making-(\d+)", folder.name)
        if made_by and not psutil.pid_exists(int(made_by[1])):
            shutil.rmtree(folder)  # of one that was killed
    folder = _data(place) / f"making-{os.getpid()}"
    make_private_folder(folder)
    return folder


def take_over(place: Home, made: Path) -> None:
    """Replaces the databases of the server, which is down, by those of a folder.

    Renaming the folder commits to it: after that, `finish` completes an interrupted run.
    """
    made.rename(_promised(place))
    finish(place)


def finish(place: Home) -> None:
    """Completes a `take_over` that was killed; is called before each start."""
    promised = _promised(place)
    for part in _PARTS:
        for files in (promised / "data" / part).glob("*"):  # less those that are there already
            own = _data(place) / part / files.name
            if own.exists():
                shutil.rmtree(own)
            files.rename(own)
    if promised.exists():
        shutil.rmtree(promised)


def moved_by(place: Home) -> str | None:
    """The person's own setting that puts the data elsewhere, or None."""
    return next((name for name in _MOVES if name in own_settings(place)), None)


def written_folders(place: Home) -> list[Path]:
    """The folders to which the server writes, which may be on other disks."""
    own = own_settings(place)
    moved = [place.neo4j / own[name] for name in _MOVES if name in own]
    return [place.neo4j, _data(place), *moved]


def has_graph(place: Home) -> bool:
    """Whether the server was ever started here, so that it may have a graph."""
    held = (files.name for files in (_data(place) / "databases").glob("*/"))
    return (
        any(name != "system" for name in held)
        or _promised(place).exists()
        or moved_by(place) is not None
    )


def last_commit(place: Home, database: str) -> tuple[str, int, int] | None:
    """The name, size and time of the newest transaction log; changes with each transaction."""
    folder = _data(place) / "transactions" / database
    logs = folder.glob("neostore.transaction.db.*")
    newest = max(logs, key=lambda log: int(log.suffix[1:]), default=None)
    if newest is None:
        return None
    seen = newest.stat()
    return newest.name, seen.st_size, seen.st_mtime_ns


def _data(place: Home) -> Path:
    return place.neo4j / "data"


def _promised(place: Home) -> Path:
    return _data(place) / "made"
