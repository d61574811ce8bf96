"""Finds the last layers of a network, which `--unfreeze` trains on pixels."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from photograph.errors import PhotographError
from photograph.extract.opened_module import OpenedModule
from photograph.train.network_file import features_of


def last_layers(opened: OpenedModule, count: int) -> list[Any]:
    """The variables of the last `count` layers that make the features, in order.

    A layer is a kernel with the biases and norms that follow it; three form an inverted
    residual block of EfficientNet or MobileNet.

    Raises
    ------
    PhotographError: the network has fewer layers, or none that can be trained.
    """
    layers: list[list[Any]] = []
    for variable in _trainable(opened):
        if variable.shape.rank >= 2 or not layers:
            layers.append([])
        layers[-1].append(variable)
    if count > len(layers):
        raise PhotographError(
            f"This network has {len(layers)} layers that can be trained, not {count}.",
            f"Use a smaller --unfreeze: {min(12, len(layers))}",
        )
    return [variable for layer in layers[-count:] for variable in layer]


def _trainable(opened: OpenedModule) -> list[Any]:
    """The float variables on which the features depend, without those of a classifier."""
    variables = [v for v in opened.main.variables if v.dtype == tf.float32]
    # A module whose author marked what is to be trained keeps the moments of its norms apart.
    marked = [variable for variable in variables if variable.trainable] or variables
    if opened.main.takes_bytes:
        return []
    size = opened.facts.input_size
    images = tf.constant(np.random.default_rng(0).random((2, size, size, 3)), tf.float32)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        for variable in marked:
            tape.watch(variable)
        worth = tf.reduce_sum(features_of(images, opened) ** 2)
    gradients = tape.gradient(worth, marked)
    return [
        variable
        for variable, gradient in zip(marked, gradients, strict=True)
        if gradient is not None and bool(tf.reduce_any(tf.convert_to_tensor(gradient) != 0))
    ]
