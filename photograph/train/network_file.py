"""Writes a trained network as a SavedModel with TF Hub's image signature."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tensorflow as tf

from photograph.errors import PhotographError
from photograph.extract.opened_module import OpenedModule
from photograph.extract.projection import EmbeddingProjection
from photograph.extract.saved_model import ModuleOutput


class TrainedNetwork(tf.Module):  # type: ignore[misc]
    """Float32 [batch, size, size, 3] in [0, 1] → unit vectors, float32 [batch, dims].

    Contains the original module, whose variables may have been trained. Logits stay as
    that module computes them, so that photos keep their labels; if its layers were trained, they
    are meaningless and left out.
    """

    def __init__(self, opened: OpenedModule, projection: EmbeddingProjection, logits: bool) -> None:
        super().__init__()
        self.base, self._opened, self._logits = opened.module, opened, logits
        self.mean = tf.Variable(projection.mean, trainable=False, name="mean")
        self.basis = tf.Variable(projection.basis, trainable=False, name="basis")
        size = opened.facts.input_size
        pixels = tf.TensorSpec([None, size, size, 3], tf.float32, name="images")
        # TF Hub's convention is a callable module; a loader finds `__call__` among its functions.
        self.__call__ = tf.function(self._embed, input_signature=[pixels])
        self.outputs = tf.function(self._all, input_signature=[pixels])
        fast = {output.key: output for output in opened.found if output.signature == "bfloat16"}
        self.outputs_bfloat16 = None
        if opened.main.key in fast:
            self.outputs_bfloat16 = tf.function(self._all_fast(fast), input_signature=[pixels])

    def signatures(self) -> dict[str, Any]:
        """The signatures by name, as `extract` uses them."""
        named = {"serving_default": self.outputs}
        return {**named, "bfloat16": self.outputs_bfloat16} if self.outputs_bfloat16 else named

    def _embed(self, images: tf.Tensor) -> tf.Tensor:
        return self._all(images)["features"]

    def _all(self, images: tf.Tensor) -> dict[str, tf.Tensor]:
        return self._run(images, self._opened.main, self._opened.classifier)

    def _all_fast(
        self, fast: dict[str, ModuleOutput]
    ) -> Callable[[tf.Tensor], dict[str, tf.Tensor]]:
        main, classifier = self._opened.main, self._opened.classifier
        other = fast.get(classifier.key) if classifier else None
        return lambda images: self._run(images, fast[main.key], other)

    def _run(
        self, images: tf.Tensor, main: ModuleOutput, classifier: ModuleOutput | None
    ) -> dict[str, tf.Tensor]:
        pixels = as_the_base_takes_them(images, self._opened)
        result = main.run(pixels)
        found = {"features": project(main.take(result), self.mean, self.basis)}
        if classifier and self._logits:
            same = classifier.signature == main.signature
            found["logits"] = classifier.take(result if same else classifier.run(pixels))
        return found


def project(features: tf.Tensor, mean: tf.Variable, basis: tf.Variable) -> tf.Tensor:
    """Unit vectors, float32 [batch, dims], of raw features [batch, features]."""
    return tf.math.l2_normalize(tf.matmul(features - mean, basis), axis=1)


def features_of(images: tf.Tensor, opened: OpenedModule) -> tf.Tensor:
    """The module's raw features, float32 [batch, features], of pixels in [0, 1]."""
    return opened.main.take(opened.main.run(as_the_base_takes_them(images, opened)))


def as_the_base_takes_them(images: tf.Tensor, opened: OpenedModule) -> tf.Tensor:
    """Scales pixels from [0, 1] to the module's range of values."""
    if opened.main.takes_bytes:
        return tf.cast(tf.round(images * 255.0), tf.uint8)
    low, high = opened.facts.value_range
    return images * (high - low) + low


def write_network(network: TrainedNetwork, staging: Path) -> None:
    """Writes the SavedModel into a new folder.

    Raises
    ------
    PhotographError: it can't be written.
    """
    shutil.rmtree(staging, ignore_errors=True)
    try:
        tf.saved_model.save(network, str(staging), signatures=network.signatures())
    except (tf.errors.OpError, OSError) as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise PhotographError(
            f"The network can't be written to {staging.parent} ({str(error).splitlines()[0]}).",
            "Make room there, or choose another folder: --out DIR",
        ) from error
