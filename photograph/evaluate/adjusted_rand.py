"""Measures how well two groupings of the same photos agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import comb


def adjusted_rand_index(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """The agreement of two groupings: 1 if they are the same, 0 on average for random ones.

    Hubert and Arabie (1985), "Comparing partitions", equation 5: the number of pairs that are
    together in both, minus its expected value, divided by its maximum minus its expected value.

    Parameters
    ----------
    one, other: the group of each photo, in the same order.
    """
    both = _pairs(zip(one, other, strict=True))
    in_one, in_other = _pairs(one), _pairs(other)
    expected = in_one * in_other / max(comb(len(one), 2), 1)
    most = (in_one + in_other) / 2
    # Both put all photos together, or all apart: they are the same.
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _pairs(groups: Iterable[Hashable]) -> int:
    return sum(comb(photos, 2) for photos in Counter(groups).values())
