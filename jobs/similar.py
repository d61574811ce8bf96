"""Which photos are linked to one photo."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.errors import PhotographError
from server.connection import Database, read

_SHOWN = 10


@dataclass(frozen=True)
class Similar:
    """A linked photo with the cosine of the two embeddings, in [-1, 1]."""

    root: str
    path: str
    cosine: float


def find_photo(database: Database, name: str) -> tuple[str, str]:
    """The root and path of the photo that a path or file name means.

    Raises
    ------
    PhotographError: no photo is called so, or several are.
    """
    rows = read(database, "ask/find_photos_by_name", name=name, limit=_SHOWN)
    exact = [row for row in rows if row["isPath"]] or rows
    if not exact:
        raise PhotographError(
            f"No photo in the graph is called {name!r}.", "Load it: photograph extract, load, link"
        )
    if len(exact) > 1:
        raise PhotographError(
            f"{len(exact)} or more photos are called {name!r}.",
            "Give a path: " + ", ".join(f"{row['root']}/{row['path']}" for row in exact),
        )
    return exact[0]["root"], exact[0]["path"]


def similar_photos(database: Database, name: str, k: int) -> list[Similar]:
    """The `k` photos most similar to the named one, best first; none where none is linked."""
    root, path = find_photo(database, name)
    rows = read(database, "ask/similar_photos", root=root, path=path, k=k)
    return [Similar(row["root"], row["path"], row["cosine"]) for row in rows]
