"""Finds the photos similar to one photo, by its edges in the graph or by its embedding."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from photograph.array_types import Floats
from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.graph.methods import LinkMethod
from photograph.graph.network_choice import choose_network
from photograph.graph.photo_key import PhotoKey
from photograph.graph.vector_index import index_state
from photograph.jobs.close_names import did_you_mean

_SHOWN = 10
# The index is approximate: of four times as many as are wanted, the best are nearly always true.
_WIDER = 4
_LEAST_FETCHED = 50


@dataclass(frozen=True)
class SimilarPhoto:
    """A photo with the cosine of its embedding to the given photo's, in [-1, 1]."""

    root: str
    path: str
    cosine: float


def photo_called(database: Database, name: str) -> PhotoKey | None:
    """The root and path of the photo with this path or file name, or None.

    Raises
    ------
    PhotographError: several photos are called so.
    """
    name = unicodedata.normalize("NFC", name)
    rows = read(database, "ask/find_photos_by_name", name=name, limit=_SHOWN + 1)
    exact = [row for row in rows if row["isPath"]] or rows
    if len(exact) > 1:
        many = len(exact) if len(exact) <= _SHOWN else f"More than {_SHOWN}"
        paths = [f"{row['root']}/{row['path']}" for row in exact[:_SHOWN]]
        raise PhotographError(
            f"{many} photos are called {name!r}.", f"Give a path: {', '.join(paths)}"
        )
    return (str(exact[0]["root"]), str(exact[0]["path"])) if exact else None


def find_photo(database: Database, name: str) -> PhotoKey:
    """The root and path of the photo with this path or file name.

    Raises
    ------
    PhotographError: no photo, or several photos, have this name.
    """
    photo = photo_called(database, name)
    if photo is None:
        raise PhotographError(
            f"No photo in the graph is called {name!r}.",
            did_you_mean(database, name) or "Load it: photograph extract, load, link",
        )
    return photo


def similar_photos(
    database: Database, photo: str | PhotoKey, k: int, network: str | None = None
) -> list[SimilarPhoto]:
    """The `k` photos most similar to a photo of the graph, best first; none where none is linked.

    Parameters
    ----------
    photo: its root and path, or a path or file name.
    network: only edges of this network count; None counts those of all.

    Raises
    ------
    PhotographError: there is no such photo, several are, or it has no embedding of that network.
    """
    root, path = find_photo(database, photo) if isinstance(photo, str) else photo
    if network is not None:
        found = read(database, "ask/networks_of_photo", root=root, path=path, method=LinkMethod.KNN)
        choose_network(found, network)
    rows = read(database, "ask/similar_photos", root=root, path=path, network=network, k=k)
    return [SimilarPhoto(row["root"], row["path"], row["cosine"]) for row in rows]


def nearest_photos(
    database: Database, network: str, indexes: list[str], vector: Floats, k: int
) -> list[SimilarPhoto]:
    """The `k` photos of a network nearest to a vector, best first.

    Parameters
    ----------
    indexes: the vector indexes over its embeddings.
    vector: unit length, float32 [dims].

    Leaves out photos below the cutoff of the last link run, which would not be linked.

    Raises
    ------
    PhotographError: the network has no vector index, or one for another length of embeddings.
    """
    run = read(database, "rank/read_state", network=network, method=LinkMethod.KNN)[0]
    cutoff = -1.0 if run["cutoff"] is None else float(run["cutoff"])
    found: dict[PhotoKey, SimilarPhoto] = {}
    for index in indexes:
        _check_index(database, index, network, len(vector))
        found |= _by_index(database, index, network, vector, k)
    kept = [near for near in found.values() if near.cosine >= cutoff]
    return sorted(kept, key=lambda near: (-near.cosine, near.path))[:k]


def _check_index(database: Database, index: str, network: str, dims: int) -> None:
    found = index_state(database, index)
    if found is None or found.state != "ONLINE":
        raise PhotographError(
            f"The photos of {network} have no vector index {index} that is online.",
            "Make it, for embeddings of at most 4096 numbers: photograph load",
        )
    if found.dims != dims:
        raise PhotographError(
            f"The index {index} is for {found.dims} numbers, the embedding has {dims}.",
            "Load the photos again: photograph load",
        )


def _by_index(
    database: Database, index: str, network: str, vector: Floats, k: int
) -> dict[PhotoKey, SimilarPhoto]:
    """Queries the index for more and more photos until `k` of them are of this network."""
    fetched = max(_LEAST_FETCHED, _WIDER * k)
    while True:
        values = {"index": index, "fetched": fetched, "vector": vector.tolist()}
        rows = read(database, "ask/nearest_photos", network=network, **values)
        kept = [row for row in rows if row["root"] is not None and row["cosine"] is not None]
        if len(kept) >= k or len(rows) < fetched:
            return {(row["root"], row["path"]): SimilarPhoto(**row) for row in kept}
        fetched *= _WIDER
