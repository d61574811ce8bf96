"""Splits connected candidates into groups in which each is a copy of the photo to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from photograph.array_types import Floats
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate, keep_order, may_be
from photograph.jobs.duplicates.options import DuplicateKind, DuplicateOptions

Pairs = frozenset[frozenset[PhotoKey]]
# A photo to keep, then those that it stands for; as indices.
Cluster = list[int]


@dataclass(frozen=True)
class Candidates:
    """Photos, the best first, with their unit vectors and the pairs that a person set apart.

    Parameters
    ----------
    vectors: float32 [photos, dims], NaN where a photo has none.
    apart: pairs that must not be in one group.
    """

    photos: Sequence[Candidate]
    vectors: Floats
    apart: Pairs


@dataclass(frozen=True)
class GroupIndices:
    """A group as indices: the photo to keep, and its copies with their cosines."""

    kind: DuplicateKind
    keep: int
    others: list[tuple[int, float]]


def gather(
    photos: Sequence[Candidate], vectors: dict[PhotoKey, Floats], apart: Pairs
) -> Candidates:
    """The photos, the best first, each with its vector."""
    ordered = sorted(photos, key=keep_order)
    table = np.full((len(photos), max(map(len, vectors.values()), default=1)), np.nan, np.float32)
    for row, photo in zip(table, ordered, strict=True):
        vector = vectors.get(photo.key)
        if vector is not None and len(vector) == len(row):  # another length can't be compared
            row[:] = vector
    return Candidates(ordered, table, apart)


def split(found: Candidates, options: DuplicateOptions) -> list[GroupIndices]:
    """Groups of the wanted kinds; a photo is a copy in at most one of them.

    Similarity is not transitive here: each copy, and all its own copies, must be like the one
    photo to keep, so that a chain of photos, each like the next, is no group.
    """
    groups: list[GroupIndices] = []
    clusters: list[Cluster] = [[index] for index in range(len(found.photos))]
    for kind in DuplicateKind:  # all: what is the same is never told as what is nearly so
        waiting, clusters = clusters, []
        while waiting:
            joined, waiting = _join(kind, waiting, found, options)
            clusters.append([index for cluster in joined for index in cluster])
            if len(joined) > 1 and kind in options.kinds:
                groups.append(_group(kind, joined, found))
    return groups


def _join(
    kind: DuplicateKind, waiting: list[Cluster], found: Candidates, options: DuplicateOptions
) -> tuple[list[Cluster], list[Cluster]]:
    """The first cluster with all clusters that are copies of its best photo; and the rest."""
    best, joined, same = waiting[0][0], waiting[:1], kind is DuplicateKind.EXACT
    if found.photos[best].damaged:  # it stands for no other, not even for one as damaged
        return joined, waiting[1:]
    rest: list[Cluster] = []
    cosines = found.vectors @ found.vectors[best]
    for cluster in waiting[1:]:
        other = cluster[0]
        fits = (
            may_be(kind, found.photos[best], found.photos[other], options)
            and (same or bool(np.all(cosines[cluster] >= options.cutoff_of(kind))))
            and not _apart(cluster, joined, found)
        )
        (joined if fits else rest).append(cluster)
    return joined, rest


def _apart(cluster: Cluster, joined: list[Cluster], found: Candidates) -> bool:
    """Whether a person set a photo of the cluster apart from a photo of the joined ones."""
    return bool(found.apart) and any(
        frozenset((found.photos[one].key, found.photos[other].key)) in found.apart
        for one in cluster
        for other in _indices(joined)
    )


def _indices(clusters: list[Cluster]) -> Iterator[int]:
    return (index for cluster in clusters for index in cluster)


def _group(kind: DuplicateKind, joined: list[Cluster], found: Candidates) -> GroupIndices:
    keep = joined[0][0]
    others = [cluster[0] for cluster in joined[1:]]
    # 1 for the same content, even where no embedding says so.
    best = found.vectors[keep].astype(np.float64)
    same = kind is DuplicateKind.EXACT
    cosines = [1.0 if same else float(found.vectors[one] @ best) for one in others]
    return GroupIndices(kind, keep, list(zip(others, cosines, strict=True)))
