"""Plans how photos are linked block by block, because of time and place or of memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from photograph.console import say
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.catalogue import LINK_BLOCKS, LINK_CLUSTERS
from photograph.jobs.graph_vectors import GraphVectors
from photograph.jobs.link.blocks import plan_blocks
from photograph.jobs.link.clusters import Photos, cut_to_fit
from photograph.jobs.link.graph_places import read_places
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.plans import WIDER, LinkPlan, common_values, how_to_search
from photograph.jobs.link.scope import LinkScope, missing
from photograph.jobs.runner import SearchTry

# In a block, many of the nearest may not fit: a window holds twice the span, a cell four radii².
_WIDER_IN_BLOCKS = (3.0, 6.0, 12.0)
# How far clusters overlap, in cosine, until the audit passes. 29,144 real photos in 8 clusters:
# .1 keeps .989 of the true top 10 together in 1.3 times the photos, .15 .997 in 1.5 times.
_MARGINS = (0.1, 0.15, 0.25, 0.4)


def plan_clusters(photos: GraphVectors, network: str, most: int, options: LinkOptions) -> LinkPlan:
    """Plans gds.knn over clusters of at most `most` photos, for photos that don't fit at once."""
    say(f"{len(photos.keys)} photos do not fit the memory at once: linking up to {most} at a time.")
    every = np.arange(len(photos.keys))
    tries = (
        _try(photos.keys, cut_to_fit(photos.vectors, every, most, margin), options.top_k * wider)
        for wider, margin in zip(WIDER, _MARGINS, strict=True)
    )
    values = {**common_values(network, most, options), "first": False, "ownRun": True}
    return LinkPlan(LINK_CLUSTERS, len(photos.keys), values, tries, read=photos)


def plan_scope(
    database: Database,
    keys: list[PhotoKey],
    read: GraphVectors | None,
    network: str,
    most: int,
    options: LinkOptions,
    scope: LinkScope,
) -> LinkPlan:
    """Plans gds.knn over blocks of time and place, cut further where they don't fit.

    Parameters
    ----------
    keys: every photo of the network.
    read: the same photos with their vectors, for cutting; None where all fit at once.

    Raises
    ------
    PhotographError: no photo has a time or place.
    """
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
    tries = (
        _try(keys, _cut(read, blocks, most, margin), options.top_k * wider)
        for wider, margin in zip(_WIDER_IN_BLOCKS, _MARGINS, strict=False)
    )
    values = {
        **common_values(network, max(map(len, blocks), default=0), options),
        "within": scope.within,
        "radius": scope.radius,
        "keepMissing": scope.keep_missing,
        "ownRun": True,
    }
    return LinkPlan(LINK_BLOCKS, len(keys), values, tries, scope=scope, read=read)


def _cut(
    photos: GraphVectors | None, blocks: list[Photos], most: int, margin: float
) -> list[Photos]:
    if photos is None:
        return blocks
    return [part for block in blocks for part in cut_to_fit(photos.vectors, block, most, margin)]


def _try(keys: list[PhotoKey], blocks: Sequence[Photos], width: float) -> SearchTry:
    """The searches of the blocks; a photo in several blocks may get more than its top k."""
    times = np.bincount(np.concatenate(blocks), minlength=len(keys)) if blocks else np.zeros(0)
    shared = [list(keys[index]) for index in np.flatnonzero(times > 1).tolist()]
    return SearchTry({"keys": shared}, tuple(_searches(keys, blocks, width)))


def _searches(
    keys: list[PhotoKey], blocks: Sequence[Photos], width: float
) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if len(block) > 1:  # gds.knn needs a pair
            named = [list(keys[index]) for index in block.tolist()]
            yield {"keys": named, **how_to_search(len(block), width)}
