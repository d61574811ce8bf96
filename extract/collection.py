"""Which photo roots there are: each has a name, and the last one extracted is the default."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path

from photograph.errors import PhotographError
from photograph.settings import Home

_LAST = "last.json"
_ROOT = "root.json"


@dataclass(frozen=True)
class Collection:
    """One photo root with one network: what `load` takes where it is told nothing else."""

    root: str
    network: str

    def folder(self, home: Home) -> Path:
        return home.embeddings / self.root / self.network


def name_root(root: Path, home: Home, wanted: str | None) -> str:
    """The name of a photo root: what was asked for, or its folder's name, unique in this home.

    Raises
    ------
    PhotographError: the wanted name belongs to another folder, or has no letter or digit.
    """
    folder = str(root.resolve())
    for known in sorted(home.embeddings.glob(f"*/{_ROOT}")):
        if json.loads(known.read_text())["folder"] == folder and wanted in (
            None,
            known.parent.name,
        ):
            return known.parent.name
    name = _slug(wanted or root.resolve().name) or "photos"
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


def remember_root(name: str, root: Path, home: Home) -> None:
    """Writes down which folder has this name."""
    file = home.embeddings / name / _ROOT
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"folder": str(root.resolve())}))


def known_roots(home: Home) -> dict[str, Path]:
    """The folder of each photo root that was extracted with this working folder, by its name."""
    return {
        file.parent.name: Path(json.loads(file.read_text())["folder"])
        for file in sorted(home.embeddings.glob(f"*/{_ROOT}"))
    }


def remember_last(collection: Collection, home: Home) -> None:
    """Makes this collection the one that `load` takes."""
    (home.embeddings / _LAST).write_text(json.dumps(asdict(collection)))


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


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    return re.sub(r"[^\w.-]+", "-", plain).strip("-.")
