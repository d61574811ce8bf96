"""Names of photo roots, and the last extracted collection, which is the default."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.object_address import ObjectFolder, is_address, parse_address
from photograph.collection.photo_root import PhotoRoot
from photograph.console import say
from photograph.errors import DamagedFileError, PhotographError
from photograph.lock import locked
from photograph.private import make_folder
from photograph.settings import Home
from photograph.state_file import read_state, write_state
from photograph.summed_parquet import read_batches

_LAST = "last.json"
_ROOT = "root.json"
# A folder is known again by its photos, of which a few may have changed.
_COMPARED, _ALIKE = 200, 0.9


@dataclass(frozen=True)
class Collection:
    """One photo root with one network; `load` takes the last one by default."""

    root: str
    network: str

    def folder(self, home: Home) -> Path:
        return home.embeddings / self.root / self.network


def name_root(root: PhotoRoot, home: Home, wanted: str | None) -> str:
    """The name of a photo root, unique in this home: the wanted one, or its folder's name.

    Raises
    ------
    PhotographError: the wanted name is that of another folder, or has no letter or digit.
    """
    folder = _identity(root)
    roots, damaged = _read_roots(home)
    for known, other in roots.items():
        if _identity(other) == folder and wanted in (None, known):
            return known
    last = root.name if isinstance(root, ObjectFolder) else root.resolve().name
    name = _slug(wanted or last) or "photos"
    if wanted and name != wanted:
        raise PhotographError(
            f"{wanted!r} can't name a photo root.",
            f"Use letters, digits, . _ -: --root-name {name}",
        )
    if name in damaged and not wanted:
        if not _lie_there(root, home.embeddings / name):
            raise damaged[name]
        say(f"{damaged[name].what} Its photos are in {folder}, which gets the name {name} again.")
    if name in roots:
        if wanted:
            raise PhotographError(
                f"The name {wanted} belongs to another folder.", "Choose another --root-name"
            )
        name = f"{name}-{hashlib.sha256(folder.encode(errors='surrogateescape')).hexdigest()[:6]}"
    return name


def _lie_there(root: PhotoRoot, kept: Path) -> bool:
    """Whether the first photos that are known under a name are in this folder."""
    if isinstance(root, ObjectFolder):
        return False
    for file in sorted(kept.glob(f"*/{EMBEDDINGS_FILE}")):
        batch = next(read_batches(file, _COMPARED, ["path", "bytes"]), None)
        rows = batch.to_pylist() if batch else []
        there = [_size(root / row["path"]) == row["bytes"] for row in rows]
        if there and sum(there) >= _ALIKE * len(there):
            return True
    return False


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


@contextmanager
def only_one_names(home: Home) -> Iterator[None]:
    """Keeps other `extract` processes from naming roots during the block."""
    make_folder(home.embeddings)
    with locked(home.embeddings / "naming.lock"):
        yield


def _identity(root: PhotoRoot) -> str:
    return root.identity if isinstance(root, ObjectFolder) else str(root.resolve())


def remember_root(name: str, root: PhotoRoot, home: Home) -> None:
    """Records which folder has this name."""
    file = home.embeddings / name / _ROOT
    folder = root.address if isinstance(root, ObjectFolder) else str(root.resolve())
    write_state(file, {"folder": folder})


def known_roots(home: Home) -> dict[str, PhotoRoot]:
    """Every photo root that was extracted with this working folder, by name.

    Leaves out a name whose file is damaged, and prints a warning.
    """
    found, damaged = _read_roots(home)
    for error in damaged.values():
        say(str(error))
    return found


def _read_roots(home: Home) -> tuple[dict[str, PhotoRoot], dict[str, DamagedFileError]]:
    found: dict[str, PhotoRoot] = {}
    damaged = {}
    for file in sorted(home.embeddings.glob(f"*/{_ROOT}")):
        try:
            found[file.parent.name] = _read_root(file)
        except DamagedFileError as error:
            damaged[file.parent.name] = error
    return found, damaged


def _read_root(file: Path) -> PhotoRoot:
    name = file.parent.name
    again = f"Say again where {name} is: photograph extract PHOTOS --root-name {name}"
    folder = str(read_state(file, {"folder"}, again)["folder"])
    return parse_address(folder) if is_address(folder) else Path(folder)


def remember_last(collection: Collection, home: Home) -> None:
    """Makes this collection the one that `load` takes."""
    write_state(home.embeddings / _LAST, asdict(collection))


def last_collection(home: Home) -> Collection:
    """The collection of the last `extract`.

    Raises
    ------
    PhotographError: nothing was extracted yet, or its record is lost.
    """
    again = "Say again which photos are meant: photograph extract PHOTOS"
    try:
        return Collection(**read_state(home.embeddings / _LAST, {"root", "network"}, again))
    except FileNotFoundError as error:
        raise PhotographError(
            "No photos were extracted yet.", "Run photograph extract PHOTOS"
        ) from error


def last_root(home: Home) -> PhotoRoot:
    """The photo root of the last `extract`.

    Raises
    ------
    PhotographError: nothing was extracted yet, or the record of the root is lost.
    """
    name, roots = last_collection(home).root, known_roots(home)
    if name not in roots:
        raise PhotographError(
            f"The record of where the photos of {name} are is lost.",
            "Name their folder: --photos FOLDER",
        )
    return roots[name]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    return re.sub(r"[^\w.-]+", "-", plain).strip("-.")
