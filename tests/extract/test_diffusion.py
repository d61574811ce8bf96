"""Ranking through the graph, against cases worked out by hand or in another way."""

from __future__ import annotations

import numpy as np
import pytest

from photograph.evaluate.diffusion import diffusion_scores, scores_through_graph, similarity_weights
from tests.extract.test_evaluate import at


def test_weights_by_hand() -> None:
    # Nearest: 0 → 10, 10 → 15, 15 → 10, and 170 → 15 with a cosine below 0, which is no edge.
    weights = similarity_weights(at(0, 10, 15, 170), top_k=1)

    cubes = np.cos(np.radians([10, 5])) ** 3
    wanted = np.zeros((4, 4))
    wanted[[0, 1], [1, 0]], wanted[[1, 2], [2, 1]] = cubes
    np.testing.assert_allclose(weights, wanted, atol=1e-6)
    assert weights.dtype == np.float64


def test_more_neighbours_than_photos_join_all_others_and_no_photo_with_itself() -> None:
    weights = similarity_weights(at(0, 10, 20), top_k=10)

    assert np.array_equal(weights > 0, ~np.eye(3, dtype=bool))


def test_scores_on_a_path_by_hand() -> None:
    # a – b – c, restart at a: p_b = d/(1+d), p_c = d²/(2(1+d)); degrees 1, 2, 1.
    path = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], float)

    scores = diffusion_scores(path, source=0, damping=0.5)

    assert scores.tolist() == pytest.approx([-np.inf, (1 / 3) / np.sqrt(2), 1 / 12])


@pytest.mark.parametrize("source", [0, 5, 11])
def test_scores_are_the_walks_of_every_length_summed(source: int) -> None:
    random = np.random.default_rng(3)
    weights = np.triu(random.random((12, 12)) * (random.random((12, 12)) < 0.4), 1)
    weights += weights.T
    degrees = weights.sum(axis=1)
    walk = np.zeros(12)
    walk[source] = 0.15
    wanted = np.zeros(12)
    for _ in range(400):
        wanted += walk
        walk = 0.85 * (weights / degrees) @ walk

    scores = diffusion_scores(weights, source)

    others = np.arange(12) != source
    np.testing.assert_allclose(scores[others], (wanted / np.sqrt(degrees))[others], rtol=1e-9)
    assert scores[source] == -np.inf


def test_what_the_graph_does_not_reach_scores_0_also_from_a_photo_alone() -> None:
    pair_and_one = np.zeros((5, 5))
    pair_and_one[[0, 1, 2, 3], [1, 0, 3, 2]] = 0.7

    assert diffusion_scores(pair_and_one, 0)[2:].tolist() == [0, 0, 0]
    assert diffusion_scores(pair_and_one, 4)[:4].tolist() == [0, 0, 0, 0]


def test_photos_not_reached_come_after_those_reached_by_their_cosine() -> None:
    # With top-k 1: 0–4 and 40–44 are apart, and so is 75–78; 40 is nearer to 4 than 44 is.
    scores = scores_through_graph(at(78, 0, 44, 4, 40, 75), top_k=1)(3)

    assert np.argsort(-scores, kind="stable").tolist()[-4:] == [4, 2, 5, 0]
    assert scores[1] > 0
    assert (scores[[0, 2, 4, 5]] < 0).all()
