"""The adjusted Rand index, against values worked out by hand."""

from __future__ import annotations

import random

import pytest

from photograph.evaluate.adjusted_rand import adjusted_rand_index


def test_by_hand() -> None:
    # Pairs that both put together: {1, 2} and {5, 6}, 2 of 15. Alone: one 3 + 3, other 1 + 1 + 1.
    # Expected 6 · 3 / 15 = 1.2, at most (6 + 3) / 2 = 4.5, so (2 - 1.2) / (4.5 - 1.2) = 8 / 33.
    found = adjusted_rand_index("aaabbb", "xxyyzz")

    assert found == pytest.approx(8 / 33)


def test_by_hand_below_chance() -> None:
    # None of 6 pairs in common. Expected 2 · 2 / 6 = 2/3, at most 2: (0 - 2/3) / (2 - 2/3) = -1/2.
    assert adjusted_rand_index("aabb", "xyxy") == pytest.approx(-1 / 2)


@pytest.mark.parametrize("same", ["aabbc", "aaaaa", "abcde", "a", ""])
def test_the_same_groups_by_other_names_agree_fully(same: str) -> None:
    assert adjusted_rand_index(same, same.upper()) == 1


def test_chance_agrees_by_nothing_on_average() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    groups = [index % 4 for index in range(40)]

    found = [adjusted_rand_index(groups, chance.sample(groups, 40)) for _ in range(400)]

    assert sum(found) / len(found) == pytest.approx(0, abs=0.01)


def test_groupings_of_different_photos_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        adjusted_rand_index("aab", "aa")
