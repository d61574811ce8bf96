"""Plans how photos are linked: all at once, only new ones, or by their labels."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.jobs.catalogue import LINK_ALL, LINK_LABELS, LINK_NEW
from photograph.jobs.graph_vectors import GraphVectors
from photograph.jobs.job import Job
from photograph.jobs.link.changed import ChangedPhotos
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.scope import LinkScope
from photograph.jobs.runner import SearchTry

_BATCH = 10_000
# With one thread and a seed gds.knn gives the same edges each time; above this size speed counts.
_REPEATABLE_PHOTOS = 5_000
_SEED = 42
# How the search is widened until the audit passes: times topK.
# 29,144 photos × 256: 10 gave .981 in 6 s, 12 .994 in 7 s, 20 .999 in 13 s.
WIDER = (1.2, 1.5, 2.0, 3.0)
# With topK n - 1, gds.knn (2.13) begins with every pair, so one iteration is exact; to keep so many
# neighbours in order takes n³, so above this size descent is cheaper.
_EXACT_PHOTOS = 500
_EXACT = {"sampleRate": 0.001, "maxIterations": 1}
_DESCENT = {"sampleRate": 1.0, "maxIterations": 100}
# The vector index is asked for more than top k, to find those whose top k a new photo enters.
_WIDER_FOR_NEW = 5
_NEW_AT_ONCE = 500


@dataclass(frozen=True)
class LinkPlan:
    """A job, its values, and the edges that its audit compares.

    Parameters
    ----------
    tries: the searches; each is planned only if the one before was not good enough.
    own_run: false if edges of earlier runs stay.
    read: the vectors that the plan has read already, for the audit.
    """

    job: Job
    photos: int
    values: dict[str, Any]
    tries: Iterable[SearchTry] = (SearchTry({}),)
    approximate: bool = True
    own_run: bool = True
    scope: LinkScope | None = None
    read: GraphVectors | None = None


def plan_all(network: str, photos: int, options: LinkOptions) -> LinkPlan:
    """Plans gds.knn over every photo, with wider searches until one is good; exact for few."""
    parts: tuple[dict[str, Any], ...] = ({},) if photos > 1 else ()  # gds.knn needs a pair
    widths = WIDER[:1] if photos <= _EXACT_PHOTOS else WIDER  # what is exact is found at once
    searches = [how_to_search(photos, options.top_k * wider) for wider in widths]
    tries = tuple(SearchTry(search, parts) for search in searches)
    return LinkPlan(
        LINK_ALL, photos, {**common_values(network, photos, options), **searches[-1]}, tries
    )


def how_to_search(photos: int, width: float) -> dict[str, Any]:
    """The parameters of gds.knn to find the `width` nearest of this many photos."""
    if photos <= _EXACT_PHOTOS:
        return {"width": photos, **_EXACT}
    return {"width": math.ceil(width), **_DESCENT}


def plan_new(network: str, changed: ChangedPhotos, options: LinkOptions) -> LinkPlan:
    """Plans to find the nearest photos of each new one with the vector index."""
    keys = [list(key) for key in changed.keys]
    starts = range(0, len(keys), _NEW_AT_ONCE)
    parts = tuple({"keys": keys[start : start + _NEW_AT_ONCE]} for start in starts)
    values = {
        **common_values(network, changed.photos, options),
        "index": changed.names.index,
        "networkKey": changed.names.network,
        "embeddingKey": changed.names.embedding,
        "width": _WIDER_FOR_NEW * options.top_k + 1,
        "ownRun": False,
    }
    return LinkPlan(LINK_NEW, len(keys), values, (SearchTry({}, parts),), own_run=False)


def plan_labels(database: Database, network: str, options: LinkOptions) -> LinkPlan:
    """Plans gds.nodeSimilarity, which compares every pair with a common label: needs no audit.

    Raises
    ------
    PhotographError: no photo of the network has a label.
    """
    photos = int(read(database, "link/count_labelled", network=network)[0]["photos"])
    if not photos:
        raise PhotographError(
            f"No photo of {network} shows a label.", "Use a network with a classifier."
        )
    return LinkPlan(LINK_LABELS, photos, common_values(network, photos, options), approximate=False)


def common_values(network: str, photos: int, options: LinkOptions) -> dict[str, Any]:
    """The parameters of every search of this many photos at once."""
    cutoff, threads = options.settled_cutoff, threads_for(photos)
    return {
        "network": network,
        "method": options.method,
        "topK": options.top_k,
        "cutoff": cutoff,
        "similarityCutoff": _as_similarity(cutoff),
        "concurrency": threads,
        "randomSeed": _SEED if threads == 1 else None,
        "batch": _BATCH,
    }


def threads_for(photos: int) -> int:
    """How many threads gds.knn uses for this many photos."""
    return 1 if photos <= _REPEATABLE_PHOTOS else min(4, os.cpu_count() or 1)


def _as_similarity(cutoff: float) -> float:
    """A cosine as gds.knn's EUCLIDEAN similarity, 1 / (1 + d), less a little for rounding."""
    return 1 / (1 + math.sqrt(2 - 2 * cutoff)) - 1e-6
