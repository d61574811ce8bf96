"""How photos are linked: all of them, only new ones, in blocks, or by their labels."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from typing import Any

from jobs.blocks import plan_blocks
from jobs.catalogue import LINK_ALL, LINK_BLOCKS, LINK_LABELS, LINK_NEW
from jobs.changed import Changed
from jobs.graph_places import read_places
from jobs.graph_vectors import list_keys
from jobs.job import Job
from jobs.link_options import LinkOptions
from jobs.runner import Try
from jobs.scope import Scope, missing
from photograph.console import say
from photograph.errors import PhotographError
from server.connection import Database, read

_BATCH = 10_000
# With one thread and a seed gds.knn gives the same edges each time; above this size speed counts.
_REPEATABLE_PHOTOS = 5_000
_SEED = 42
# How the search is widened until the audit passes: times topK.
# 29,144 photos × 256: 10 gave .981 in 6 s, 12 .994 in 7 s, 20 .999 in 13 s.
_WIDER = (1.2, 1.5, 2.0, 3.0)
# In a block, many of the nearest may not fit: a window holds twice the span, a cell four radii².
_WIDER_IN_BLOCKS = (3.0, 6.0, 12.0)
# With topK n - 1, gds.knn (2.13) begins with every pair, so one iteration is exact; to keep so many
# neighbours in order takes n³, so above this size descent is cheaper.
_EXACT_PHOTOS = 500
_EXACT = {"sampleRate": 0.001, "maxIterations": 1}
_DESCENT = {"sampleRate": 1.0, "maxIterations": 100}
# The vector index is asked for more than top k, to find those whose top k a new photo enters.
_WIDER_FOR_NEW = 5
_NEW_AT_ONCE = 500


@dataclass(frozen=True)
class Plan:
    """A job, its values, and what its audit judges."""

    job: Job
    photos: int
    values: dict[str, Any]
    tries: tuple[Try, ...] = (Try({}),)
    approximate: bool = True
    own_run: bool = True  # false where edges of earlier runs stay
    scope: Scope | None = field(default=None)


def plan_all(network: str, photos: int, options: LinkOptions) -> Plan:
    """gds.knn over every photo, wider until it is good; exact where they are few."""
    parts: tuple[dict[str, Any], ...] = ({},) if photos > 1 else ()  # gds.knn needs a pair
    few = photos <= _EXACT_PHOTOS
    widths = [photos] if few else [math.ceil(options.top_k * wider) for wider in _WIDER]
    tries = tuple(Try({"width": width}, parts) for width in widths)
    how = _EXACT if few else _DESCENT
    values = {**_common(network, photos, options), "width": widths[-1], **how}
    return Plan(LINK_ALL, photos, values, tries)


def plan_new(network: str, changed: Changed, options: LinkOptions) -> Plan:
    """The vector index names the nearest of each new photo."""
    keys = [list(key) for key in changed.keys]
    starts = range(0, len(keys), _NEW_AT_ONCE)
    parts = tuple({"keys": keys[start : start + _NEW_AT_ONCE]} for start in starts)
    values = {
        **_common(network, changed.photos, options),
        "index": changed.names.index,
        "networkKey": changed.names.network,
        "embeddingKey": changed.names.embedding,
        "width": _WIDER_FOR_NEW * options.top_k + 1,
        "ownRun": False,
    }
    return Plan(LINK_NEW, len(keys), values, (Try({}, parts),), own_run=False)


def plan_blocks_of(database: Database, network: str, options: LinkOptions, scope: Scope) -> Plan:
    """gds.knn over one block of time and place at a time.

    Raises
    ------
    PhotographError: no photo says when or where it was taken.
    """
    keys = list_keys(database, network)
    places = read_places(database, network, keys)
    lacking = int(missing(places, scope).sum())
    if lacking == len(keys):
        raise PhotographError(
            "No photo says when and where it was taken, as --within and --radius need.",
            "Link without them: photograph link",
        )
    if lacking:
        kept = "fit with all" if scope.keep_missing else "are not linked"
        say(f"{lacking} of {len(keys)} photos do not say when or where: they {kept}.")
    blocks = plan_blocks(places, scope)
    named = [[list(keys[index]) for index in block] for block in blocks]
    tries = tuple(
        Try({}, tuple(_search_of(block, math.ceil(options.top_k * wider)) for block in named))
        for wider in _WIDER_IN_BLOCKS
    )
    largest = max(map(len, blocks), default=0)
    values = {
        **_common(network, largest, options),
        "within": scope.within,
        "radius": scope.radius,
        "keepMissing": scope.keep_missing,
        "ownRun": True,
    }
    return Plan(LINK_BLOCKS, len(keys), values, tries, scope=scope)


def _search_of(block: list[list[str]], width: int) -> dict[str, Any]:
    if len(block) <= _EXACT_PHOTOS:
        return {"keys": block, "width": len(block) - 1, **_EXACT}
    return {"keys": block, "width": width, **_DESCENT}


def plan_labels(database: Database, network: str, options: LinkOptions) -> Plan:
    """gds.nodeSimilarity tries every pair with a label in common, so there is nothing to audit.

    Raises
    ------
    PhotographError: no photo of the network shows a label.
    """
    photos = int(read(database, "link/count_labelled", network=network)[0]["photos"])
    if not photos:
        raise PhotographError(
            f"No photo of {network} shows a label.", "Use a network with a classifier."
        )
    return Plan(LINK_LABELS, photos, _common(network, photos, options), approximate=False)


def _common(network: str, photos: int, options: LinkOptions) -> dict[str, Any]:
    cutoff = options.cutoff_for(network)
    threads = 1 if photos <= _REPEATABLE_PHOTOS else min(4, os.cpu_count() or 1)
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


def _as_similarity(cutoff: float) -> float:
    """What gds.knn calls a cosine, with EUCLIDEAN: 1 / (1 + d); a little less, for rounding."""
    return 1 / (1 + math.sqrt(2 - 2 * cutoff)) - 1e-6
