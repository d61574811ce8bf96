"""Measures how much two networks agree on the same photos, and where they differ most."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

import numpy as np

from photograph.array_types import Floats64
from photograph.evaluate.compare.common_photos import CommonPhotos
from photograph.evaluate.compare.groups import GroupComparison, compare_on_groups
from photograph.evaluate.compare.top_lists import TopLists, agreement_of_lists, top_lists
from photograph.jobs.link.recall import draw_sample

ASKED = 2000  # photos whose lists are compared where there are more
_SHOWN = 20
_SEED = 0


@dataclass(frozen=True)
class DifferingPhoto:
    """A photo for which the two networks find different similar photos.

    Parameters
    ----------
    photo: the number of the photo.
    agreement: the share of photos that are in both lists.
    nearest: the photos of each list with their cosines, best first.
    """

    photo: int
    agreement: float
    nearest: tuple[list[tuple[int, float]], list[tuple[int, float]]]


@dataclass(frozen=True)
class NetworkComparison:
    """All measures that need no run of a network.

    Parameters
    ----------
    top_k: the length of the lists; less than wanted if there are fewer photos.
    asked: the number of photos whose lists were compared.
    agreement: the mean share of photos that are in both lists.
    """

    common: CommonPhotos
    top_k: int
    asked: int
    agreement: float
    on_groups: GroupComparison | None
    differing: list[DifferingPhoto]


def compare_photos(
    common: CommonPhotos,
    groups: Mapping[str, str] | None,
    cutoffs: tuple[float, float],
    top_k: int,
    seen: Container[str] = (),
) -> NetworkComparison:
    """Compares the lists of every photo, or of a sample if there are more than `ASKED`.

    Parameters
    ----------
    seen: paths of photos that a network was trained on; they are not shown as differing.
    groups: the group of each photo, by path, if known.
    cutoffs: the lowest cosine of an edge, for each network.

    Raises
    ------
    PhotographError: as for `compare_on_groups`.
    """
    on_groups = compare_on_groups(common, groups, cutoffs, top_k) if groups is not None else None
    asked = draw_sample(len(common.paths), ASKED, _SEED)
    one, other = (top_lists(vectors, asked, top_k) for vectors in common.vectors)
    parts = agreement_of_lists(one, other)
    places = [p for p in np.flatnonzero(parts < 1).tolist() if common.paths[asked[p]] not in seen]
    order = _most_different(places, asked, parts, common.paths, on_groups)
    return NetworkComparison(
        common,
        one.nearest.shape[1],
        len(asked),
        float(parts.mean()),
        on_groups,
        [_differing(asked[p], float(parts[p]), p, one, other) for p in order],
    )


def _most_different(
    places: list[int],
    asked: list[int],
    parts: Floats64,
    paths: list[str],
    on_groups: GroupComparison | None,
) -> list[int]:
    """The positions of the photos to show, sorted by agreement, average precision and path."""

    def key(place: int) -> tuple[float, float, str]:
        before, after = on_groups.average_precisions.get(asked[place], same) if on_groups else same
        return (float(parts[place]), -abs(after - before), paths[asked[place]])

    same = (0.0, 0.0)
    return sorted(places, key=key)[:_SHOWN]


def _differing(
    photo: int, part: float, place: int, one: TopLists, other: TopLists
) -> DifferingPhoto:
    return DifferingPhoto(photo, part, (_list(one, place), _list(other, place)))


def _list(lists: TopLists, place: int) -> list[tuple[int, float]]:
    numbers, cosines = lists.nearest[place].tolist(), lists.cosines[place].tolist()
    return list(zip(numbers, cosines, strict=True))
