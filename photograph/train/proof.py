"""Compares a trained network with the frozen one on groups that it has never seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats, Floats64
from photograph.evaluate.bootstrap import MeanDifference, bootstrap_difference
from photograph.evaluate.edge_quality import choose_cutoff, edges_by_cutoff
from photograph.evaluate.ranking import Ranking, average_precisions, summarize
from photograph.train.photos import GroupedPhotos

_TOP_K = 10


@dataclass(frozen=True)
class GroupGain:
    """The gain of a group: the difference of its photos' mean average precision."""

    group: str
    photos: int
    gain: float


@dataclass(frozen=True)
class HeldOutProof:
    """Rankings of both networks on the held-out groups, and the difference of mAP."""

    frozen: Ranking
    trained: Ranking
    frozen_dims: int
    trained_dims: int
    difference: MeanDifference
    gains: list[GroupGain]

    @property
    def better(self) -> bool:
        """Whether the whole interval is above 0."""
        return self.difference.low > 0


def prove(held_out: GroupedPhotos, trained: Floats) -> HeldOutProof:
    """Ranks the held-out photos by both embeddings.

    Parameters
    ----------
    trained: the trained network's unit vectors of these photos, float32 [photos, dims].
    """
    groups = held_out.groups
    before = average_precisions(held_out.frozen, groups)
    after = average_precisions(trained, groups)
    asking = groups[before.asking]
    return HeldOutProof(
        summarize(before, groups),
        summarize(after, groups),
        held_out.frozen.shape[1],
        trained.shape[1],
        bootstrap_difference(before.average, after.average, asking),
        _gains(after.average - before.average, asking),
    )


def _gains(gains: Floats64, groups: npt.NDArray[np.str_]) -> list[GroupGain]:
    found = [
        GroupGain(str(group), int((groups == group).sum()), float(gains[groups == group].mean()))
        for group in np.unique(groups)
    ]
    return sorted(found, key=lambda gain: -gain.gain)


def cutoff_of(validation: GroupedPhotos, trained: Floats, frozen_cutoff: float) -> float:
    """The cutoff for `link`, chosen on the validation groups.

    As for the presets, the lowest cutoff at which 99 of 100 edges are right. If groups are too
    alike for that, the cutoff that gives as many edges as that of the frozen network.

    Parameters
    ----------
    trained: the trained network's unit vectors of these photos, float32 [photos, dims].
    frozen_cutoff: the cutoff of `link` for the frozen network.
    """
    edges = edges_by_cutoff(trained, validation.groups, _TOP_K)
    if chosen := choose_cutoff(edges):
        return chosen.cutoff
    [before] = edges_by_cutoff(validation.frozen, validation.groups, _TOP_K, [frozen_cutoff])
    return min(edges, key=lambda found: abs(found.edges - before.edges)).cutoff
