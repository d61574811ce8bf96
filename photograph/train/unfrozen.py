"""Trains the last layers of a network on pixels, together with its trained head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from photograph.array_types import Floats, Pixels
from photograph.extract.opened_module import OpenedModule
from photograph.extract.projection import EmbeddingProjection
from photograph.train.contrastive import PULL, contrastive_loss, mean_loss, pull
from photograph.train.epochs import TrainedWeights, Trainer, train_until_worse
from photograph.train.network_file import features_of, project
from photograph.train.photos import GroupedPhotos

BATCH = 128
_LEARNING_RATE = 3e-5
_RUN_AT_ONCE = 64


@dataclass(frozen=True)
class UnfrozenNetwork:
    """A network with trained last layers, whose weights are in the opened module."""

    projection: EmbeddingProjection
    trained: TrainedWeights[list[Floats]]


def train_layers(
    opened: OpenedModule,
    layers: list[Any],
    head: EmbeddingProjection,
    training: tuple[Pixels, npt.NDArray[np.str_]],
    validation: tuple[Pixels, GroupedPhotos],
    most: int,
    seed: int,
) -> UnfrozenNetwork:
    """Trains the layers; afterwards the module has the weights of the best epoch.

    Parameters
    ----------
    layers: the variables from `last_layers`.
    training: the pixels and the group of each photo.
    """
    basis, mean = tf.Variable(head.basis), tf.constant(head.mean)
    variables = [*layers, basis]
    pixels, names = training
    _, groups = np.unique(names, return_inverse=True)
    tf.random.set_seed(seed)
    step = _step(opened, variables, mean)
    chance = np.random.default_rng(seed)

    def run_epoch() -> float:
        return mean_loss(step, pixels, groups, BATCH, chance)

    def embed() -> Floats:
        return embed_pixels(opened, EmbeddingProjection(head.mean, basis.numpy()), validation[0])

    def copy() -> list[Floats]:
        return [variable.numpy() for variable in variables]

    trainer = Trainer(run_epoch, embed, copy)
    trained = train_until_worse(trainer, validation[1], most, "Training layers")
    for variable, best in zip(variables, trained.weights, strict=True):
        variable.assign(best)
    return UnfrozenNetwork(EmbeddingProjection(head.mean, basis.numpy()), trained)


def embed_pixels(opened: OpenedModule, head: EmbeddingProjection, pixels: Pixels) -> Floats:
    """Unit vectors, float32 [photos, dims], with the module's present weights."""
    mean, basis = tf.constant(head.mean), tf.constant(head.basis)

    @tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
    def run(images: tf.Tensor) -> tf.Tensor:
        floats = tf.cast(images, tf.float32) / 255.0
        return project(features_of(floats, opened), mean, basis)

    starts = range(0, len(pixels), _RUN_AT_ONCE)
    return np.concatenate([run(pixels[at : at + _RUN_AT_ONCE]).numpy() for at in starts])


def _step(opened: OpenedModule, variables: list[Any], mean: tf.Tensor) -> Any:
    starts = [tf.constant(variable.numpy()) for variable in variables]
    optimizer = tf.keras.optimizers.Adam(_LEARNING_RATE)
    optimizer.build(variables)

    @tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
    def step(images: tf.Tensor, of: tf.Tensor) -> tf.Tensor:
        floats = vary(tf.cast(images, tf.float32) / 255.0)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            for variable in variables:
                tape.watch(variable)
            loss = contrastive_loss(project(features_of(floats, opened), mean, variables[-1]), of)
            whole = loss + PULL * pull(variables, starts)
        gradients = tape.gradient(whole, variables)
        optimizer.apply_gradients(zip(gradients, variables, strict=True))
        return loss

    return step


def vary(images: tf.Tensor) -> tf.Tensor:
    """Mirrors photos at random and crops them a little, to vary them."""
    shape = tf.shape(images)
    count, size = shape[0], shape[1]
    images = tf.image.random_flip_left_right(images)
    corner = tf.random.uniform([count, 2], 0.0, 0.15)
    boxes = tf.concat([corner, corner + 0.85], axis=1)
    return tf.image.crop_and_resize(images, boxes, tf.range(count), [size, size])
