"""Claims: of many photos those of nearly one signature are found, without comparing all pairs."""

from __future__ import annotations

import numpy as np
import pytest

from photograph.array_types import Floats
from photograph.jobs.duplicates.alike_signatures import alike_signatures

DIMS = 143


def unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def signatures(count: int) -> Floats:
    """Unit vectors of which two have a cosine of .88, as those of two photos."""
    chance = np.random.default_rng(1)
    return unit(1 + 0.37 * chance.standard_normal((count, DIMS)).astype(np.float32))


def copied(vectors: Floats, noise: float) -> Floats:
    """Copies with noise: of .037 they have a cosine of .9986, of .15 one of .98."""
    chance = np.random.default_rng(2)
    added = chance.standard_normal(vectors.shape).astype(np.float32) / DIMS**0.5
    return unit(vectors + 1.3 * noise * added)


def pairs_of(vectors: Floats) -> set[tuple[int, int]]:
    return {(one, other) for one, other in alike_signatures(vectors).tolist()}


@pytest.mark.parametrize(("noise", "least"), [(0.037, 1.0), (0.15, 0.99)])
def test_the_copy_of_each_photo_is_found_among_thousands(noise: float, least: float) -> None:
    photos = signatures(10_000)
    copies = copied(photos[:500], noise)

    found = pairs_of(np.concatenate([photos, copies]))

    planted = {(place, 10_000 + place) for place in range(500)}
    assert len(found & planted) >= least * len(planted)
    assert not found - planted  # the others have a cosine of .88


def test_what_is_found_has_the_cosine_that_it_should() -> None:
    photos = signatures(300)
    every = np.concatenate([photos, copied(photos, 0.2)])

    found = pairs_of(every)

    cosines = np.triu(every @ every.T, 1)
    assert found == {(int(one), int(other)) for one, other in np.argwhere(cosines >= 0.965)}


def test_of_frames_that_are_all_alike_each_has_its_ten_nearest() -> None:
    frames = copied(np.repeat(signatures(1), 3_000, axis=0), 0.05)

    found = pairs_of(frames)

    assert 15_000 <= len(found) <= 30_000
    assert {place for pair in found for place in pair} == set(range(3_000))


def test_a_copy_is_nearer_than_the_other_frames_of_a_film() -> None:
    frames = copied(np.repeat(signatures(1), 3_000, axis=0), 0.05)
    chance = np.random.default_rng(3).standard_normal((100, DIMS)).astype(np.float32)

    found = pairs_of(np.concatenate([frames, unit(frames[:100] + 1e-4 * chance)]))

    assert {(place, 3_000 + place) for place in range(100)} <= found


def test_equal_photos_are_found() -> None:
    assert pairs_of(np.repeat(signatures(1), 4, axis=0)) == {
        (one, other) for other in range(4) for one in range(other)
    }


@pytest.mark.parametrize("count", [0, 1])
def test_one_photo_is_like_no_other(count: int) -> None:
    assert pairs_of(signatures(1)[:count]) == set()
    assert pairs_of(np.zeros((0,), np.float32)) == set()
