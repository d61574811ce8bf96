"""Directions in which photos of one group differ count for less, as much as they differ."""

from __future__ import annotations

import numpy as np
import pytest

from photograph.evaluate.ranking import rank_photos
from photograph.extract.projection import embed
from photograph.train.whitening import whitening
from tests.train.grouped import clouds

NOISE = np.array([3.0, 1.0, 0.3, 0.3, 0.3, 0.3])


def test_photos_scatter_alike_in_every_direction_within_groups() -> None:
    vectors, groups = clouds(20, 50, NOISE)

    found = vectors @ whitening(vectors, groups, 1e-6)

    inside = np.concatenate([found[groups == g] - found[groups == g].mean(0) for g in set(groups)])
    scatter = inside.T @ inside / len(inside)
    assert scatter / scatter[0, 0] == pytest.approx(np.eye(6), abs=0.01)


def test_it_ranks_groups_better_that_it_was_not_made_from() -> None:
    vectors, groups = clouds(20, 20, NOISE, seed=1)
    others, of_others = clouds(20, 20, NOISE, seed=2)

    start = whitening(vectors, groups, 0.03)

    before = rank_photos(embed(others, None), of_others).mean_average_precision
    after = rank_photos(embed(others @ start, None), of_others).mean_average_precision
    assert after > before + 0.1


def test_shrunk_all_the_way_it_leaves_the_vectors_as_they_are() -> None:
    vectors, groups = clouds(5, 4, NOISE)

    assert vectors @ whitening(vectors, groups, 1.0) == pytest.approx(vectors, rel=1e-5)


def test_groups_of_copies_scatter_in_no_direction_and_give_finite_numbers() -> None:
    vectors, groups = clouds(5, 4, 0 * NOISE)

    assert np.isfinite(whitening(vectors, groups, 0.1)).all()
