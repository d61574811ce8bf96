"""Compares how well two networks find the photos of known groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from photograph.array_types import Floats
from photograph.errors import PhotographError
from photograph.evaluate.bootstrap import MeanDifference, bootstrap_difference
from photograph.evaluate.compare.common_photos import CommonPhotos
from photograph.evaluate.edge_quality import EdgeQuality, edges_by_cutoff
from photograph.evaluate.ranking import AveragePrecisions, Ranking, average_precisions, summarize


@dataclass(frozen=True)
class GroupRetrieval:
    """How well one network finds the photos of a group, and its edges at its own cutoff."""

    ranking: Ranking
    edges: EdgeQuality


@dataclass(frozen=True)
class GroupComparison:
    """Both networks on the same photos of known groups.

    Parameters
    ----------
    difference: the mean average precision of the second network minus that of the first.
    average_precisions: by number of photo, for each with another in its group, with each network.
    groups: the group of each photo with a known one, by number.
    """

    found: tuple[GroupRetrieval, GroupRetrieval]
    difference: MeanDifference
    average_precisions: dict[int, tuple[float, float]]
    groups: dict[int, str]


def compare_on_groups(
    common: CommonPhotos, groups: Mapping[str, str], cutoffs: tuple[float, float], top_k: int
) -> GroupComparison:
    """Ranks the photos that have a group, among themselves.

    Parameters
    ----------
    groups: the group of each photo, by path.

    Raises
    ------
    PhotographError: no photo has a group, or no group has two of them.
    """
    known = [number for number, path in enumerate(common.paths) if path in groups]
    if not known:
        raise PhotographError(
            f"None of the {len(common.paths)} photos has a group there.",
            "The column file must hold paths relative to the folder of photos.",
        )
    names = np.array([groups[common.paths[number]] for number in known])
    one, other = (vectors[known] for vectors in common.vectors)
    before, after = average_precisions(one, names), average_precisions(other, names)
    asking = [known[number] for number in before.asking]
    pairs = zip(before.average.tolist(), after.average.tolist(), strict=True)
    return GroupComparison(
        (
            _found(before, one, names, cutoffs[0], top_k),
            _found(after, other, names, cutoffs[1], top_k),
        ),
        bootstrap_difference(before.average, after.average, names[before.asking]),
        dict(zip(asking, pairs, strict=True)),
        dict(zip(known, names.tolist(), strict=True)),
    )


def _found(
    precisions: AveragePrecisions,
    vectors: Floats,
    names: np.ndarray[tuple[int], np.dtype[np.str_]],
    cutoff: float,
    top_k: int,
) -> GroupRetrieval:
    [edges] = edges_by_cutoff(vectors, names, top_k, [cutoff])
    return GroupRetrieval(summarize(precisions, names), edges)
