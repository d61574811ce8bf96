"""Estimates how many photos a search of GDS can take at once in its memory."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from neo4j.exceptions import ClientError

from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.graph.property_names import names_of
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.plans import WIDER, threads_for

# The rest of the heap is for transactions, and for what others ask meanwhile.
_SHARE = 0.8
# Blocks of fewer photos would hardly hold the neighbours of any.
_FEWEST = 100
# GDS 2.13 does not count the embeddings, nor the relationships that are made and turned round:
# an array has a header and a reference, a relationship its end and its score at both ends.
_ARRAY, _RELATIONSHIP = 24, 24


@dataclass(frozen=True)
class KnnSearch:
    """The size of a gds.knn search: photos, length of embeddings, neighbours per photo."""

    photos: int
    dims: int
    width: int


def search_of(
    database: Database, network: str, held: list[dict[str, Any]], options: LinkOptions
) -> KnnSearch:
    """The largest search that linking all photos of a network may need.

    Parameters
    ----------
    held: the rows of ``link/count_photos`` for this network.
    """
    names = names_of(held[0]["property"])
    keys = {"networkKey": names.network, "embeddingKey": names.embedding}
    dims = int(read(database, "link/embedding_length", network=network, **keys)[0]["dims"])
    width = math.ceil(options.top_k * WIDER[-1])
    return KnnSearch(sum(int(row["photos"]) for row in held), dims, width)


def most_photos(database: Database, search: KnnSearch, memory: int | None = None) -> int:
    """How many photos of a search fit into the memory at once: all, or the size of a block.

    Parameters
    ----------
    memory: bytes; None is most of the server's heap, or no limit if the heap is unknown.

    Raises
    ------
    PhotographError: almost no photos fit; says how to give the embedded server more memory.
    """
    memory = _heap(database) if memory is None else memory
    if memory is None or not search.photos:
        return search.photos
    needed = needed_bytes(database, search)
    most = search.photos * memory // needed
    if most < min(search.photos, _FEWEST):
        raise PhotographError(
            f"{search.photos} photos need {needed / 2**20:,.1f} MiB to be linked at once, and "
            f"{memory / 2**20:,.1f} MiB are too few even for blocks of them.",
            "Give it more: photograph server stop, then PHOTOGRAPH_HEAP=8g photograph link",
        )
    return int(min(search.photos, most))


def needed_bytes(database: Database, search: KnnSearch) -> int:
    """The most memory in bytes that a search of all its photos at once may take."""
    values = {"width": search.width, "concurrency": threads_for(search.photos)}
    rows = read(database, "link/estimate_nearest", photos=search.photos, **values)
    of_each = 4 * search.dims + _ARRAY + 3 * search.width * _RELATIONSHIP
    return int(rows[0]["bytesMax"]) + search.photos * of_each


def _heap(database: Database) -> int | None:
    try:
        return int(_SHARE * int(read(database, "link/heap_size")[0]["heap"]))
    except ClientError:  # a server that does not let this user see its memory has its own guard
        return None
