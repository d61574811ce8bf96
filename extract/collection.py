"""Which photo roots there are: each has a name, and the last one extracted is the default."""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from extract.object_address import ObjectFolder, is_address, parse_address
from extract.photo_root import PhotoRoot
from photograph.durable_file import write_durably
from photograph.errors import PhotographError
from photograph.settings import Home, make_folder

_LAST = "last.json"
_ROOT = "root.json"


@dataclass(frozen=True)
class Collection:
    """One photo root with one network: what `load` takes where it is told nothing else."""

    root: str
    network: str

    def folder(self, home: Home) -> Path:
        return home.embeddings / self.root / self.network


def name_root(root: PhotoRoot, home: Home, wanted: str | None) -> str:
    """The name of a photo root: what was asked for, or its folder's name, unique in this home.

    Raises
    ------
    PhotographError: the wanted name belongs to another folder, or has no letter or digit.
    """
    folder = _identity(root)
    for known, other in known_roots(home).items():
        if _identity(other) == folder and wanted in (None, known):
            return known
    last = root.name if isinstance(root, ObjectFolder) else root.resolve().name
    name = _slug(wanted or last) or "photos"
    if wanted and name != wanted:
        raise PhotographError(
            f"{wanted!r} can't name a photo root.",
            f"Use letters, digits, . _ -: --root-name {name}",
        )
    if (home.embeddings / name / _ROOT).exists():
        if wanted:
            raise PhotographError(
                f"The name {wanted} belongs to another folder.", "Choose another --root-name"
            )
        name = f"{name}-{hashlib.sha256(folder.encode(errors='surrogateescape')).hexdigest()[:6]}"
    return name


@contextmanager
def only_one_names(home: Home) -> Iterator[None]:
    """From a look at the names to a new one written down, no other `extract` may name a root."""
    make_folder(home.embeddings)
    with (home.embeddings / "naming.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _identity(root: PhotoRoot) -> str:
    return root.identity if isinstance(root, ObjectFolder) else str(root.resolve())


def remember_root(name: str, root: PhotoRoot, home: Home) -> None:
    """Writes down which folder has this name."""
    file = home.embeddings / name / _ROOT
    folder = root.address if isinstance(root, ObjectFolder) else str(root.resolve())
    write_durably(file, json.dumps({"folder": folder}))


def known_roots(home: Home) -> dict[str, PhotoRoot]:
    """Each photo root that was extracted with this working folder, by its name."""
    folders = {
        file.parent.name: str(json.loads(file.read_text())["folder"])
        for file in sorted(home.embeddings.glob(f"*/{_ROOT}"))
    }
    return {
        name: parse_address(folder) if is_address(folder) else Path(folder)
        for name, folder in folders.items()
    }


def remember_last(collection: Collection, home: Home) -> None:
    """Makes this collection the one that `load` takes."""
    write_durably(home.embeddings / _LAST, json.dumps(asdict(collection)))


def last_collection(home: Home) -> Collection:
    """The collection of the last `extract`.

    Raises
    ------
    PhotographError: nothing was extracted yet.
    """
    try:
        return Collection(**json.loads((home.embeddings / _LAST).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise PhotographError(
            "No photos were extracted yet.", "Run photograph extract PHOTOS"
        ) from error


def last_root(home: Home) -> PhotoRoot:
    """Where the photos of the last `extract` are.

    Raises
    ------
    PhotographError: nothing was extracted yet, or it is not known any more where they are.
    """
    name, roots = last_collection(home).root, known_roots(home)
    if name not in roots:
        raise PhotographError(
            f"It is not known any more where the photos of {name} are.", "Say so: --photos FOLDER"
        )
    return roots[name]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    return re.sub(r"[^\w.-]+", "-", plain).strip("-.")
