"""The loss, which pulls photos of one group together and pushes others away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

# Khosla et al. (2020), "Supervised contrastive learning", found .1 best.
TEMPERATURE = 0.1
PHOTOS_OF_A_GROUP = 8
# How much the pull to the start weighs beside the loss.
# Caltech 101, half of its classes, mAP on the others after six epochs with a pull of 0, .8042; 10,
# .8087; 100, .8107; at the start, which is whitening alone, .8101.
PULL = 100.0
# Weights that begin at 0, as biases do, count as if they began at this.
_SMALLEST = 1e-3


def contrastive_loss(embeddings: tf.Tensor, groups: tf.Tensor) -> tf.Tensor:
    """The supervised contrastive loss of a batch (Khosla et al. 2020, equation 2), a scalar.

    Parameters
    ----------
    embeddings: unit vectors, float32 [batch, dims].
    groups: the number of each one's group, int [batch].
    """
    itself = tf.eye(tf.shape(embeddings)[0])
    same = tf.cast(groups[:, None] == groups[None, :], tf.float32) - itself
    cosines = tf.matmul(embeddings, embeddings, transpose_b=True) / TEMPERATURE - 1e9 * itself
    likelihood = cosines - tf.reduce_logsumexp(cosines, axis=1, keepdims=True)
    positives = tf.reduce_sum(same, axis=1)
    # Beside itself 0 × -1e9 would do no harm, but its gradient is of no use either.
    drawn = tf.reduce_sum(same * tf.where(itself > 0, 0.0, likelihood), axis=1)
    asking = tf.cast(positives > 0, tf.float32)
    losses = -drawn / tf.maximum(positives, 1.0)
    return tf.reduce_sum(losses) / tf.maximum(tf.reduce_sum(asking), 1.0)


def pull(variables: list[Any], starts: list[Any]) -> tf.Tensor:
    """The squared distance of weights from their start, relative to their length.

    Keeps a network that is trained on few groups good for others: the L2-SP penalty of
    Li, Grandvalet and Davoine (2018).
    """
    away = [
        tf.reduce_mean((now - start) ** 2) / (tf.reduce_mean(start**2) + _SMALLEST**2)
        for now, start in zip(variables, starts, strict=True)
    ]
    return tf.add_n(away) / len(away)


def epoch_batches(
    groups: npt.NDArray[np.intp], size: int, chance: np.random.Generator
) -> Iterator[npt.NDArray[np.intp]]:
    """The photos of each batch of an epoch: a few photos of each of some groups.

    Parameters
    ----------
    groups: the number of each photo's group, from 0.
    """
    members = np.split(np.argsort(groups, kind="stable"), np.cumsum(np.bincount(groups))[:-1])
    for _ in range(max(1, len(groups) // size)):
        some = chance.permutation(len(members))[: max(2, size // PHOTOS_OF_A_GROUP)]
        yield np.concatenate(
            [chance.permutation(members[group])[:PHOTOS_OF_A_GROUP] for group in some]
        )


def mean_loss(
    step: Callable[[Any, Any], tf.Tensor],
    photos: npt.NDArray[Any],
    groups: npt.NDArray[np.intp],
    size: int,
    chance: np.random.Generator,
) -> float:
    """Runs a training step on each batch of an epoch; returns the mean loss.

    Parameters
    ----------
    photos: the input of the step for each photo, its vector or its pixels.
    """
    losses = [float(step(photos[r], groups[r])) for r in epoch_batches(groups, size, chance)]
    return float(np.mean(losses))
