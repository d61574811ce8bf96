"""Describes, opens and runs the network that turns pixels into features."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

import photograph
from photograph.array_types import Floats, Pixels
from photograph.collection.contract import Provenance
from photograph.console import say
from photograph.errors import DamagedFileError, PhotographError
from photograph.extract.compiled import compiled, compiled_fast
from photograph.extract.labels import imagenet_class_names
from photograph.extract.network_files import network_folder, weights_sha256
from photograph.extract.opened_module import ModuleFacts, open_module
from photograph.extract.presets import find_preset, is_remote, short_name, slug
from photograph.extract.saved_model import NetworkOptions
from photograph.private import make_folder
from photograph.settings import Home
from photograph.state_file import read_state, write_state


@dataclass(frozen=True)
class NetworkRequest:
    """The network a person asked for: a preset, TF Hub handle or folder, and a name for it."""

    handle: str
    wanted: NetworkOptions = field(default_factory=NetworkOptions)
    name: str | None = None

    @property
    def network(self) -> str:
        """What the network is called in the store and in the graph."""
        name = self.name or short_name(self.handle)
        return slug(f"{name}-{self.wanted.output}" if self.wanted.output else name)


@dataclass(frozen=True)
class NetworkOutputs:
    """Outputs for a batch: features float32 [batch, features], logits float32 [batch, classes]."""

    features: Floats
    logits: Floats | None


@dataclass(frozen=True)
class Network:
    """An opened network: `exact` runs in float32, `fast` in bfloat16 (None if unavailable)."""

    name: str
    facts: ModuleFacts
    classes: tuple[str, ...]
    exact: Callable[[Any], tuple[Any, Any]]
    fast: Callable[[Any], tuple[Any, Any]] | None = None

    @property
    def input_size(self) -> int:
        """The side of the square of pixels that it takes."""
        return self.facts.input_size

    def run(self, images: Pixels, fast: bool = False) -> NetworkOutputs:
        """Runs uint8 [batch, size, size, 3] pixels through the network."""
        features, logits = (self.fast if fast and self.fast else self.exact)(images)
        return NetworkOutputs(features.numpy(), None if logits is None else logits.numpy())


def describe_network(request: NetworkRequest, root: str, home: Home) -> Provenance:
    """The provenance of embeddings by this network; imports TensorFlow only the first time.

    Raises
    ------
    PhotographError: it can't be loaded, is no image network, or contradicts the request.
    """
    folder = network_folder(request.handle, home)
    facts = _facts(request, folder, home)
    return Provenance(
        root=root,
        network=request.network,
        handle=_lasting(request.handle),
        weights_sha256=facts.weights_sha256,
        input_size=facts.input_size,
        value_range=facts.value_range,
        output=facts.output,
        features=facts.dims,
        dims=facts.dims,
        precision="",
        projection_sha256="",
        program_version=photograph.__version__,
        cutoff=facts.cutoff,
    )


def _lasting(handle: str) -> str:
    """The handle with an absolute path, so that it means the same from every folder."""
    if find_preset(handle) or is_remote(handle):
        return handle
    return str(Path(handle).expanduser().absolute())


def _facts(request: NetworkRequest, folder: Path, home: Home) -> ModuleFacts:
    sha = weights_sha256(folder)
    key = hashlib.sha256(json.dumps([sha, asdict(request.wanted)]).encode()).hexdigest()[:16]
    file = make_folder(home.networks / "facts") / f"{key}.json"
    try:
        kept = read_state(file, {fact.name for fact in fields(ModuleFacts)}, "")
        return ModuleFacts(**{**kept, "value_range": tuple(kept["value_range"])})
    except FileNotFoundError:
        pass
    except DamagedFileError as error:
        say(f"{error.what} The network is examined again.")
    facts = _open(request, folder, sha).facts
    write_state(file, asdict(facts))
    return facts


def open_network(request: NetworkRequest, home: Home) -> Network:
    """Opens a network and runs it once as a test.

    Raises
    ------
    PhotographError: as for `describe_network`, or its output is not finite.
    """
    folder = network_folder(request.handle, home)
    network = _open(request, folder, weights_sha256(folder))
    shape = (2, network.input_size, network.input_size, 3)
    trial = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    features = network.run(trial).features
    if features.shape != (2, network.facts.dims) or not np.isfinite(features).all():
        raise PhotographError(
            f"{request.handle} gives no finite vector of {network.facts.dims} numbers per photo.",
            "Choose another --output, --value-range or --network",
        )
    return network


def _open(request: NetworkRequest, folder: Path, sha: str) -> Network:
    opened = open_module(request.handle, request.wanted, folder, sha)
    main, classifier, facts = opened.main, opened.classifier, opened.facts
    return Network(
        request.network,
        facts,
        imagenet_class_names(facts.classes),
        compiled(main, classifier, facts.value_range),
        compiled_fast(opened.found, main, classifier, facts.value_range),
    )
