"""Measures how well photos of a group find each other: P@1 and mAP."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats, Floats64
from photograph.errors import PhotographError

_SCORES_A_BLOCK = 4_000_000  # 16 MB of float32, and several times that while they are sorted


@dataclass(frozen=True)
class Ranking:
    """Retrieval measures with each photo as a query for the others of its group."""

    photos: int
    groups: int
    precision_at_1: float
    mean_average_precision: float


@dataclass(frozen=True)
class AveragePrecisions:
    """The result of each query photo; those with another photo in their group are queries.

    Parameters
    ----------
    asking: the numbers of the query photos, int [asking].
    average: their average precision, float64 [asking].
    hit_at_1: whether the first photo found is of the same group, bool [asking].
    """

    asking: npt.NDArray[np.intp]
    average: Floats64
    hit_at_1: npt.NDArray[np.bool_]


def average_precisions(vectors: Floats, groups: npt.NDArray[np.str_]) -> AveragePrecisions:
    """The average precision of each photo's ranking, by dot product, in blocks of photos.

    Parameters
    ----------
    vectors: unit vectors, float32 [photos, dims].
    groups: the group of each, [photos].

    Raises
    ------
    PhotographError: no group has two photos.
    """
    asking = _asking(groups)
    some = max(_SCORES_A_BLOCK // len(groups), 1)
    blocks = (asking[start : start + some] for start in range(0, len(asking), some))
    return _judge_all(((block, vectors[block] @ vectors.T) for block in blocks), groups)


def rank_photos(vectors: Floats, groups: npt.NDArray[np.str_]) -> Ranking:
    """P@1 and mAP of unit vectors, float32 [photos, dims], by their dot product."""
    return summarize(average_precisions(vectors, groups), groups)


def rank_by(
    scores_of: Callable[[int], npt.NDArray[np.floating]], groups: npt.NDArray[np.str_]
) -> Ranking:
    """P@1 and mAP where each photo ranks the others by its scores, [photos].

    Photos alone in their group are no queries but can be found.

    Raises
    ------
    PhotographError: no group has two photos.
    """
    rows = ((np.array([index]), scores_of(int(index))[None, :]) for index in _asking(groups))
    return summarize(_judge_all(rows, groups), groups)


def summarize(found: AveragePrecisions, groups: npt.NDArray[np.str_]) -> Ranking:
    """The means over all query photos."""
    first, average = float(np.mean(found.hit_at_1)), float(np.mean(found.average))
    return Ranking(len(groups), len(set(groups)), first, average)


def _asking(groups: npt.NDArray[np.str_]) -> npt.NDArray[np.intp]:
    _, group_of, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    asking = np.flatnonzero(sizes[group_of] > 1)
    if not len(asking):
        raise PhotographError("No group has two photos.", "Name groups of two photos or more.")
    return asking


def _judge_all(
    blocks: Iterable[tuple[npt.NDArray[np.intp], npt.NDArray[np.floating]]],
    groups: npt.NDArray[np.str_],
) -> AveragePrecisions:
    _, group_of = np.unique(groups, return_inverse=True)
    judged = [(asking, *_judge(asking, scores, group_of)) for asking, scores in blocks]
    asking, averages, hits = (np.concatenate(parts) for parts in zip(*judged, strict=True))
    return AveragePrecisions(asking, averages, hits)


def _judge(
    asking: npt.NDArray[np.intp], scores: npt.NDArray[np.floating], group_of: npt.NDArray[np.intp]
) -> tuple[Floats64, npt.NDArray[np.bool_]]:
    """Average precision and hit at 1 of query photos with these scores, [asking, photos].

    Average precision is that of Manning, Raghavan and Schütze (2008), section 8.4: the mean of
    the precision at the rank of each photo of the same group.
    """
    away = -scores
    away[np.arange(len(asking)), asking] = np.inf  # no photo finds itself
    order = np.argsort(away, axis=1, kind="stable")[:, :-1]
    hits = group_of[order] == group_of[asking][:, None]
    precision = np.cumsum(hits, axis=1) / np.arange(1, len(group_of))
    return (precision * hits).sum(axis=1) / hits.sum(axis=1), hits[:, 0]
