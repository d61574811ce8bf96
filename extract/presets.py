"""The networks with a preset name, and names for all others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DEFAULT_NETWORK = "efficientnet-lite0"
# What a SavedModel of this project says of itself beside what TensorFlow keeps.
FACTS_FILE = "photograph.json"
BUILD = 3  # of the default network: raised when what is written for it changes
_HUB = "https://tfhub.dev/"


@dataclass(frozen=True)
class Preset:
    """A named network; `handle` is empty for the one that is built on this machine."""

    name: str
    handle: str
    dims: int
    input_size: int
    about: str


PRESETS = (
    Preset(DEFAULT_NETWORK, "", 1280, 224, "features and ImageNet labels; needs no download"),
    Preset(
        "mobilenet-v2",
        _HUB + "google/tf2-preview/mobilenet_v2/classification/4",
        1001,
        224,
        "the old script's network: ImageNet logits",
    ),
    Preset(
        "mobilenet-v2-features",
        _HUB + "google/tf2-preview/mobilenet_v2/feature_vector/4",
        1280,
        224,
        "features, quick",
    ),
    Preset(
        "efficientnet-lite0-hub",
        _HUB + "tensorflow/efficientnet/lite0/feature-vector/2",
        1280,
        224,
        "features, as published on TF Hub",
    ),
    Preset(
        "efficientnet-v2-b0",
        _HUB + "google/imagenet/efficientnet_v2_imagenet1k_b0/feature_vector/2",
        1280,
        224,
        "features, newer and slower",
    ),
    Preset(
        "resnet-50",
        _HUB + "google/imagenet/resnet_v2_50/feature_vector/5",
        2048,
        224,
        "features, large",
    ),
    Preset(
        "inception-v3",
        _HUB + "google/imagenet/inception_v3/feature_vector/5",
        2048,
        299,
        "features, 299 pixels",
    ),
)


def find_preset(name: str) -> Preset | None:
    """The preset of that name, if there is one."""
    return next((preset for preset in PRESETS if preset.name == name), None)


def is_remote(handle: str) -> bool:
    """Whether a handle is an address, not a folder."""
    return "://" in handle


def short_name(handle: str) -> str:
    """A name for any handle: a preset's own, a folder's name, or the end of an address."""
    if find_preset(handle):
        return handle
    if not is_remote(handle):
        return slug(Path(handle).expanduser().resolve().name)
    words = [word for word in handle.partition("://")[2].split("/")[1:] if word]
    return slug("-".join(words[-3:]))


def slug(text: str) -> str:
    """The text with letters, digits and ``. _ -`` only, for folders and property values."""
    return re.sub(r"[^\w.-]+", "-", text.partition("?")[0]).strip("-.") or "network"
