"""Clusters fit the memory, hold every photo, and keep near photos together."""

from __future__ import annotations

import numpy as np
import pytest

from photograph.exact_neighbours import cosines_of, nearest
from photograph.jobs.link.clusters import cut_to_fit
from tests.embeddings import Vectors, unit_vectors


def many(count: int = 2000) -> Vectors:
    """Groups of some twenty photos each, as photos come in."""
    chance = np.random.default_rng(1)
    centres = unit_vectors(count // 20, seed=2)
    drawn = centres[chance.integers(0, len(centres), count)]
    vectors = drawn + chance.normal(0, 0.12, drawn.shape)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(unit, np.float32)


def kept_together(vectors: Vectors, blocks: list[np.ndarray]) -> float:
    """The share of true top-5 pairs that are in one block."""
    blocks_of = [{n for n, block in enumerate(blocks) if i in block} for i in range(len(vectors))]
    pairs = [
        bool(blocks_of[index] & blocks_of[other])
        for index, cosines in cosines_of(vectors, range(0, len(vectors), 10))
        for other in nearest(cosines, 5, -1)
    ]
    return float(np.mean(pairs))


@pytest.mark.parametrize("most", [150, 500, 1999])
def test_every_photo_is_in_a_block_and_no_block_is_too_large(most: int) -> None:
    blocks = cut_to_fit(many(), np.arange(2000), most, margin=0.1)

    assert len(blocks) > 1
    assert max(map(len, blocks)) <= most
    assert np.array_equal(np.unique(np.concatenate(blocks)), np.arange(2000))


@pytest.mark.slow
def test_near_photos_share_a_block_and_a_wider_margin_keeps_more_together() -> None:
    vectors = many()

    none, some, wide = (
        cut_to_fit(vectors, np.arange(2000), 500, margin) for margin in (0.0, 0.1, 0.3)
    )

    assert kept_together(vectors, none) < kept_together(vectors, some)
    assert kept_together(vectors, some) > 0.95
    assert kept_together(vectors, wide) >= 0.99
    assert sum(map(len, none)) == 2000
    assert 2000 < sum(map(len, some)) < sum(map(len, wide))


def test_only_the_photos_asked_for_are_cut() -> None:
    odd = np.arange(1, 2000, 2)

    blocks = cut_to_fit(many(), odd, 300, margin=0.1)

    assert np.array_equal(np.unique(np.concatenate(blocks)), odd)


def test_photos_that_are_all_alike_are_cut_all_the_same() -> None:
    alike = np.repeat(unit_vectors(1), 1000, axis=0)

    blocks = cut_to_fit(alike, np.arange(1000), 300, margin=0.1)

    assert max(map(len, blocks)) <= 300
    assert len(np.unique(np.concatenate(blocks))) == 1000


def test_what_fits_is_one_block() -> None:
    [block] = cut_to_fit(many(), np.arange(2000), 2000, margin=0.1)

    assert len(block) == 2000
