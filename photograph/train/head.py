"""Trains the head, one linear map over the frozen features of the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import tensorflow as tf

from photograph.array_types import Floats
from photograph.collection.contract import read_provenance
from photograph.console import say
from photograph.evaluate.ranking import rank_photos
from photograph.extract.merge import vectors
from photograph.extract.one_photo import projection_of
from photograph.extract.projection import EmbeddingProjection, embed, fit
from photograph.summed_parquet import count_rows, read_batches
from photograph.train.contrastive import PULL, contrastive_loss, mean_loss, pull
from photograph.train.epochs import TrainedWeights, Trainer, train_until_worse
from photograph.train.split import GroupSplit
from photograph.train.whitening import SHRINKAGES, whitening

BATCH = 512
_LEARNING_RATE = 1e-3
# A network without a basis of its own gets one; 1280 features in 512 axes ranked other groups of
# Caltech 101 better than in 256.
_MOST_DIMS = 512


@dataclass(frozen=True)
class TrainedHead:
    """A trained projection, and how it came to be."""

    projection: EmbeddingProjection
    shrinkage: float
    trained: TrainedWeights[Floats]


def start_from(embeddings: Path, split: GroupSplit) -> EmbeddingProjection:
    """The first basis of the head: the projection of these embeddings, else a new one.

    A new basis is fitted on every photo in the file except those that judge the network; with few
    photos or few features, all features are used as they are.
    """
    provenance = read_provenance(embeddings)
    if frozen := projection_of(embeddings, provenance):
        return frozen
    count, features = count_rows(embeddings), provenance.features
    judging = {*split.validation.contents, *split.held_out.contents}
    if count - len(judging) <= 2 * _MOST_DIMS or features <= _MOST_DIMS:
        return EmbeddingProjection(
            np.zeros(features, np.float32), np.eye(features, dtype=np.float32)
        )
    return fit(_other_features(embeddings, features, judging), _MOST_DIMS)


def _other_features(embeddings: Path, features: int, judging: set[str]) -> Iterator[Floats]:
    for batch in read_batches(embeddings, 1024, ["content_hash", "features"]):
        table = pa.Table.from_batches([batch])
        rows = [content not in judging for content in table["content_hash"].to_pylist()]
        if any(rows):
            yield vectors(table["features"], features)[np.array(rows)]


def train_head(split: GroupSplit, start: EmbeddingProjection, most: int, seed: int) -> TrainedHead:
    """Whitens with the best strength for the validation groups, then trains from there.

    Parameters
    ----------
    most: the most epochs; 0 only whitens.
    """
    training, validation = (
        embed(part.features, start) for part in (split.training, split.validation)
    )
    shrinkage, begun = _choose_start(split, training, validation)
    _, groups = np.unique(split.training.groups, return_inverse=True)
    trainer = _trainer(training, groups, validation, begun, seed)
    trained = train_until_worse(trainer, split.validation, most, "Training the head")
    basis = (start.basis @ trained.weights).astype(np.float32)
    return TrainedHead(EmbeddingProjection(start.mean, basis), shrinkage, trained)


def _choose_start(split: GroupSplit, training: Floats, validation: Floats) -> tuple[float, Floats]:
    found = {a: whitening(training, split.training.groups, a) for a in SHRINKAGES}
    worth = {
        a: rank_photos(
            embed(validation @ start, None), split.validation.groups
        ).mean_average_precision
        for a, start in found.items()
    }
    best = max(worth, key=lambda a: worth[a])
    say(f"Whitened within groups, shrunk by {best}: mAP {worth[best]:.3f} on validation groups")
    return best, found[best]


def _trainer(
    training: Floats, groups: np.ndarray, validation: Floats, begun: Floats, seed: int
) -> Trainer[Floats]:
    weights, start = tf.Variable(begun), tf.constant(begun)
    optimizer = tf.keras.optimizers.Adam(_LEARNING_RATE)
    chance = np.random.default_rng(seed)

    @tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
    def step(vectors: tf.Tensor, of: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            unit = tf.math.l2_normalize(tf.matmul(vectors, weights), axis=1)
            loss = contrastive_loss(unit, of)
            whole = loss + PULL * pull([weights], [start])
        optimizer.apply_gradients([(tape.gradient(whole, weights), weights)])
        return loss

    def run_epoch() -> float:
        return mean_loss(step, training, groups, BATCH, chance)

    return Trainer(run_epoch, lambda: embed(validation @ weights.numpy(), None), weights.numpy)
