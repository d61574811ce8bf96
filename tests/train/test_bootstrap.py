"""The interval of a difference: against distributions whose spread is known."""

from __future__ import annotations

import numpy as np
import pytest

from photograph.evaluate.bootstrap import bootstrap_difference


def named(groups: int, photos: int) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """So many groups of so many photos each."""
    return np.repeat([f"g{number}" for number in range(groups)], photos)


def test_of_photos_on_their_own_it_is_as_wide_as_the_normal_distribution_says() -> None:
    after = np.random.default_rng(3).normal(0.1, 1.0, 900)
    error = after.std() / np.sqrt(900)

    found = bootstrap_difference(np.zeros(900), after, named(900, 1))

    assert found.mean == pytest.approx(after.mean())
    assert found.low == pytest.approx(after.mean() - 1.96 * error, abs=0.15 * error)
    assert found.high == pytest.approx(after.mean() + 1.96 * error, abs=0.15 * error)


def test_photos_that_rise_and_fall_with_their_group_count_as_one() -> None:
    of_groups = np.random.default_rng(4).normal(0.0, 1.0, 36)
    after = np.repeat(of_groups, 25)  # 900 photos, but only 36 that differ
    error = of_groups.std() / np.sqrt(36)

    found = bootstrap_difference(np.zeros(900), after, named(36, 25))

    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_a_group_weighs_as_much_as_it_has_photos() -> None:
    large, small = named(100, 9), np.array([f"small {number}" for number in range(100)])
    after = np.array([0.0] * 900 + [1.0] * 100)

    found = bootstrap_difference(np.zeros(1000), after, np.concatenate([large, small]))

    assert found.mean == pytest.approx(0.1)
    assert 0.05 < found.low < 0.1 < found.high < 0.15


@pytest.mark.slow
def test_ninety_five_of_a_hundred_intervals_hold_the_truth() -> None:
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(200):
        after = np.repeat(chance.normal(0.2, 0.5, 40), 5) + chance.normal(0, 0.3, 200)
        found = bootstrap_difference(np.zeros(200), after, named(40, 5))
        held += found.low <= 0.2 <= found.high

    assert 0.88 <= held / 200 <= 0.99


def test_no_difference_at_all_is_none_and_the_same_seed_gives_the_same() -> None:
    worth = np.random.default_rng(6).random(50)
    other = np.random.default_rng(7).random(50)

    nothing = bootstrap_difference(worth, worth, named(10, 5))
    once, again = (bootstrap_difference(worth, other, named(10, 5), seed=1) for _ in range(2))

    assert (nothing.mean, nothing.low, nothing.high) == (0, 0, 0)
    assert once == again != bootstrap_difference(worth, other, named(10, 5), seed=2)
