"""The audit counts right, gives an interval that holds, and can fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from photograph.exact_neighbours import cosines_of, nearest
from photograph.jobs.link.recall import Recall, draw_sample, find_true_neighbours, measure_recall
from tests.embeddings import Vectors, unit_vectors

K, CUTOFF = 5, 0.3


def true_neighbours(count: int) -> dict[int, list[int]]:
    vectors = unit_vectors(count)
    rows = cosines_of(vectors, range(count))
    return {index: nearest(cosines, K, CUTOFF).tolist() for index, cosines in rows}


def recall_of(
    vectors: Vectors,
    linked: Mapping[int, Sequence[int]],
    sample: Sequence[int],
    cutoff: float = CUTOFF,
) -> Recall:
    return measure_recall(vectors, linked, find_true_neighbours(vectors, sample, K, cutoff))


def test_the_true_neighbours_are_those_of_a_full_sort() -> None:
    vectors = unit_vectors(300).astype(np.float64)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)

    found = true_neighbours(300)

    for index, row in enumerate(cosines):
        wanted = [other for other in np.argsort(-row)[:K] if row[other] >= CUTOFF]
        assert found[index] == wanted


def test_perfect_edges_have_a_recall_of_one() -> None:
    recall = recall_of(unit_vectors(200), true_neighbours(200), range(200))

    assert (recall.recall, recall.low, recall.high) == (1, 1, 1)
    assert recall.true == recall.found > 500


def test_edges_that_are_missing_are_missed_exactly() -> None:
    broken = {index: others[1:] for index, others in true_neighbours(200).items()}

    recall = recall_of(unit_vectors(200), broken, range(200))

    assert recall.found == recall.true - 200
    assert recall.recall == pytest.approx(1 - 200 / recall.true)
    assert recall.low <= recall.recall <= recall.high < 1


def test_more_edges_than_k_do_not_make_up_for_wrong_ones() -> None:
    wrong = {
        index: [(index + step) % 200 for step in (1, 2, 3, 4, 6, 7, 8, 9)] for index in range(200)
    }

    recall = recall_of(unit_vectors(200), wrong, range(200))

    assert recall.recall < 0.2


def test_copies_of_equal_cosine_do_not_count_against_the_graph() -> None:
    vectors = np.repeat(unit_vectors(2), 8, axis=0)
    linked = {
        index: [other for other in range(8) if other != index][::-1][:K] for index in range(8)
    }

    assert recall_of(vectors, linked, range(8), cutoff=0.9).recall == 1


def test_no_edges_at_all_have_a_recall_of_zero() -> None:
    assert recall_of(unit_vectors(50), {}, range(50)).recall == 0


def test_the_interval_covers_the_truth_about_nineteen_times_in_twenty() -> None:
    chance = np.random.default_rng(3)
    linked = {
        index: [other for other in others if chance.random() < 0.9]
        for index, others in true_neighbours(1000).items()
    }
    vectors = unit_vectors(1000)
    whole = recall_of(vectors, linked, range(1000)).recall

    covered = 0
    for seed in range(60):
        sampled = recall_of(vectors, linked, draw_sample(1000, 100, seed))
        covered += sampled.low <= whole <= sampled.high

    assert covered >= 52


def test_a_sample_is_of_different_photos_and_never_more_than_there_are() -> None:
    assert draw_sample(10, 500, 1) == list(range(10))
    assert len(set(draw_sample(1000, 500, 1))) == 500
    assert draw_sample(1000, 500, 1) != draw_sample(1000, 500, 2)
