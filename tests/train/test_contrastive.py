"""The loss is that of the paper; a batch has photos to draw together; the best epoch is kept."""

from __future__ import annotations

import numpy as np
import pytest

from photograph.array_types import Floats
from photograph.extract.projection import embed
from photograph.extract.tensorflow_import import import_tensorflow
from tests.train.grouped import clouds, grouped

tf = import_tensorflow()

from photograph.train.contrastive import TEMPERATURE, contrastive_loss, epoch_batches, pull  # noqa: E402
from photograph.train.epochs import PATIENCE, Trainer, train_until_worse  # noqa: E402


def plain_loss(vectors: Floats, groups: list[int]) -> float:
    """Equation 2 of Khosla et al. (2020), term by term."""
    losses = []
    for i, group in enumerate(groups):
        others = [j for j in range(len(groups)) if j != i]
        positives = [j for j in others if groups[j] == group]
        if positives:
            below = sum(np.exp(vectors[i] @ vectors[j] / TEMPERATURE) for j in others)
            terms = [
                np.log(np.exp(vectors[i] @ vectors[p] / TEMPERATURE) / below) for p in positives
            ]
            losses.append(-sum(terms) / len(positives))
    return float(np.mean(losses))


def test_the_loss_is_that_of_the_formula_and_a_photo_alone_adds_nothing() -> None:
    groups = [0, 0, 0, 1, 1, 2]
    vectors = embed(clouds(3, 2, np.ones(5))[0], None)

    loss = float(contrastive_loss(tf.constant(vectors), tf.constant(groups)))

    assert loss == pytest.approx(plain_loss(vectors, groups), rel=1e-5)


def test_its_gradient_is_finite() -> None:
    vectors = tf.Variable(embed(clouds(3, 2, np.ones(5))[0], None))

    with tf.GradientTape() as tape:
        loss = contrastive_loss(vectors, tf.constant([0, 0, 1, 1, 2, 3]))

    assert np.isfinite(tape.gradient(loss, vectors).numpy()).all()


def test_pull_is_0_at_the_start_and_the_same_for_small_and_large_weights() -> None:
    small, large = tf.ones([4]), 1000 * tf.ones([4])

    assert float(pull([small, large], [small, large])) == 0
    assert float(pull([1.1 * small], [small])) == pytest.approx(0.01, rel=1e-4)
    assert float(pull([1.1 * large], [large])) == pytest.approx(0.01, rel=1e-4)


def test_a_batch_has_several_photos_of_several_groups() -> None:
    groups = np.repeat(np.arange(30), 12)

    every = list(epoch_batches(groups, 64, np.random.default_rng(0)))

    assert len(every) == len(groups) // 64
    for rows in every:
        counts = np.bincount(groups[rows], minlength=30)
        assert sorted(set(counts.tolist())) == [0, 8]
        assert len(set(rows.tolist())) == len(rows) == 64


def test_training_stops_when_it_gets_no_better_and_keeps_the_best_epoch() -> None:
    """Epoch n has vectors that scatter by the n-th noise, so the third is best."""
    noises = [2.0, 1.0, 0.5, 0.1, *(3.0 for _ in range(20))]
    validation = grouped(
        [str(name) for name in clouds(4, 5, np.ones(8))[1]], np.ones((20, 8), "f4")
    )
    now = 0

    def run_epoch() -> float:
        nonlocal now
        now += 1
        return noises[now]

    trainer = Trainer(
        run_epoch, lambda: embed(clouds(4, 5, noises[now] * np.ones(8))[0], None), lambda: now
    )

    trained = train_until_worse(trainer, validation, 20, "Training")

    assert trained.best == trained.weights == 3
    assert [epoch.number for epoch in trained.epochs] == list(range(3 + PATIENCE + 1))
    assert [epoch.loss for epoch in trained.epochs[:3]] == [None, 1.0, 0.5]
