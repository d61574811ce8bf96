"""Keeps the folders of jars equal to the lock file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from photograph.console import say
from photograph.errors import PhotographError
from photograph.lock import locked
from photograph.private import make_private_folder
from photograph.server.jar import LOCK_FILE, Jar, is_whole_jar, read_lock

THREADS = 8
DISK_MARGIN = 200 * 1024**2


@dataclass(frozen=True)
class JarShelf:
    """A set of jars that are needed together: their folders, and a name for people."""

    folders: tuple[str, ...]
    holds: str


SERVER = JarShelf(("lib", "plugins", "browser"), "Neo4j, GDS and APOC")
WEB = JarShelf(("web",), "Leaflet")  # for browsers: never on a class path


def ensure_jars(folder: Path, lock: Path = LOCK_FILE, shelf: JarShelf = SERVER) -> list[Jar]:
    """Makes a shelf contain exactly its jars of the lock file; downloads missing ones.

    Parameters
    ----------
    folder: the jar folder, in which the shelf's folders are.
    lock: the file that lists the jars.

    Returns
    -------
    The jars of the shelf.
    """
    jars = [jar for jar in read_lock(lock) if jar.folder in shelf.folders]
    # A shelf in order is only looked at: servers that start at once need not wait for each other.
    if _in_order(folder, shelf, jars):
        return jars
    _make_folders(folder, shelf)
    with locked(folder / ".lock", "Another process is fetching jars; waiting."):
        _remove_strangers(folder, shelf, jars)
        missing = list(_missing(folder, jars))
        if missing:
            _check_disk(folder, missing)
            _fetch(folder, missing, shelf)
    return jars


def _make_folders(folder: Path, shelf: JarShelf) -> None:
    try:
        for name in shelf.folders:
            make_private_folder(folder / name)
    except OSError as error:
        raise PhotographError(
            f"The folder for jars, {folder}, cannot be made: {error.strerror}.",
            "Name another one in PHOTOGRAPH_JARS.",
        ) from error


def _in_order(folder: Path, shelf: JarShelf, jars: list[Jar]) -> bool:
    if _strangers(folder, shelf, jars) or _staging_folders(folder):
        return False
    return not any(_missing(folder, jars))


def _strangers(folder: Path, shelf: JarShelf, jars: Iterable[Jar]) -> list[Path]:
    # Everything in lib and plugins is on its class path: an old version would shadow a new one.
    wanted = {jar.path(folder) for jar in jars}
    there = (path for name in shelf.folders for path in (folder / name).glob("*.jar"))
    return [path for path in there if path not in wanted]


def _remove_strangers(folder: Path, shelf: JarShelf, jars: Iterable[Jar]) -> None:
    for path in _strangers(folder, shelf, jars):
        path.unlink()
    # The lock is ours, so a staging folder is one that a killed process left behind.
    for path in _staging_folders(folder):
        shutil.rmtree(path)


def _staging_folders(folder: Path) -> list[Path]:
    return list(folder.glob(".staging-*"))


def _missing(folder: Path, jars: list[Jar]) -> Iterator[Jar]:
    # Hashing lets go of the interpreter lock: 174 MB in 0.2 s, so each start can afford it.
    with ThreadPoolExecutor(THREADS) as threads:
        whole = threads.map(lambda jar: is_whole_jar(jar.path(folder), jar), jars)
        yield from (jar for jar, good in zip(jars, whole, strict=True) if not good)


def _check_disk(folder: Path, missing: list[Jar]) -> None:
    need = sum(jar.size for jar in missing) + DISK_MARGIN
    free = shutil.disk_usage(folder).free
    if free < need:
        raise PhotographError(
            f"{folder} has {free // 1024**2} MiB free and the jars need {need // 1024**2} MiB.",
            "Free some space, or name another folder in PHOTOGRAPH_JARS.",
        )


def _fetch(folder: Path, missing: list[Jar], shelf: JarShelf) -> None:
    # jgo takes 200 ms to import, which a start with every jar in place need not pay.
    from photograph.server.download import download

    size = sum(jar.size for jar in missing) / 1000**2
    jars = "1 jar" if len(missing) == 1 else f"{len(missing)} jars"
    say(f"Fetching {jars} of {shelf.holds} ({size:.0f} MB).")
    download(folder, missing, THREADS)
