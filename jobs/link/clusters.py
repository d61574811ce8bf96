"""Puts photos into overlapping clusters of embeddings, each small enough for one search.

A photo belongs to the cluster with the nearest centroid, and to those whose centroid is hardly
farther, so that near photos on both sides of a border share a cluster. Centroids are those of
spherical k-means (Dhillon and Modha, 2001), found on a sample.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats

Photos = npt.NDArray[np.intp]

_SAMPLE_OF_A_CLUSTER = 500
_ROUNDS = 15
_ROWS_AT_ONCE = 20_000
# Clusters differ in size and overlap: 29,144 real photos in 8 gave a largest of twice the mean.
_SPARE = 2.0
# Cutting ends only where each part is clearly smaller than the whole.
_MOST_IN_ONE = 0.8
_MOST_COPIES = 4
_LEAST_MARGIN = 0.005


def cut_to_fit(vectors: Floats, photos: Photos, most: int, margin: float) -> list[Photos]:
    """Overlapping blocks of at most `most` photos that together contain all of `photos`.

    Parameters
    ----------
    vectors: unit vectors, float32 [all photos, dims].
    photos: the photos to divide, as indices.
    margin: a photo joins each cluster whose centroid's cosine is at most this below the best.
    """
    chance = np.random.default_rng(0)
    blocks, waiting = [], [photos]
    while waiting:
        some = waiting.pop()
        if len(some) <= most:
            blocks.append(some)
            continue
        parts = _clusters(vectors, some, math.ceil(_SPARE * len(some) / most), margin, chance)
        if max(map(len, parts)) < len(some):
            waiting += reversed(parts)
        else:  # all alike, so that any of them are near
            blocks += np.array_split(some, math.ceil(len(some) / most))
    return blocks


def _clusters(
    vectors: Floats, photos: Photos, wanted: int, margin: float, chance: np.random.Generator
) -> list[Photos]:
    """The photos of each cluster; reduces the overlap if clusters would hardly be smaller."""
    sampled = chance.permutation(photos)[: _SAMPLE_OF_A_CLUSTER * wanted]
    centroids = _centroids(vectors[np.sort(sampled)], wanted, chance)
    below = np.empty((len(photos), len(centroids)), np.float32)
    for start in range(0, len(photos), _ROWS_AT_ONCE):
        cosines = vectors[photos[start : start + _ROWS_AT_ONCE]] @ centroids.T
        below[start : start + _ROWS_AT_ONCE] = cosines.max(axis=1, keepdims=True) - cosines
    while margin and _too_large(below <= margin):
        margin = margin / 2 if margin > _LEAST_MARGIN else 0.0
    near = below <= margin
    return [photos[near[:, cluster]] for cluster in np.flatnonzero(near.any(axis=0))]


def _too_large(near: npt.NDArray[np.bool_]) -> bool:
    sizes = near.sum(axis=0)
    return bool(sizes.max() > _MOST_IN_ONE * len(near) or sizes.sum() > _MOST_COPIES * len(near))


def _centroids(sample: Floats, wanted: int, chance: np.random.Generator) -> Floats:
    """Unit vectors, float32 [clusters, dims]; fewer than wanted if many photos are alike."""
    centroids = sample[chance.permutation(len(sample))[:wanted]]
    for _ in range(_ROUNDS):
        nearest = np.argmax(sample @ centroids.T, axis=1)
        sums = np.stack([sample[nearest == number].sum(axis=0) for number in np.unique(nearest)])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centroids = (sums / np.maximum(lengths, 1e-12)).astype(np.float32)
    return centroids
