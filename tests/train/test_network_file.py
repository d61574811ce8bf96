"""A trained network is a SavedModel like any other, and its layers are found from the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.extract.network import NetworkRequest, open_network
from photograph.extract.network_facts import write_facts
from photograph.extract.network_files import network_folder, weights_sha256
from photograph.extract.opened_module import OpenedModule, open_module
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.extract.projection import EmbeddingProjection, embed
from photograph.extract.saved_model import NetworkOptions
from photograph.extract.tensorflow_import import import_tensorflow
from photograph.settings import Home

tf = import_tensorflow()

from photograph.train.layers import last_layers  # noqa: E402
from photograph.train.network_file import TrainedNetwork, write_network  # noqa: E402

pytestmark = pytest.mark.slow

PIXELS = np.random.default_rng(1).integers(0, 256, (3, 224, 224, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def head() -> EmbeddingProjection:
    chance = np.random.default_rng(2)
    basis = chance.normal(size=(1280, 24)).astype(np.float32)
    return EmbeddingProjection(chance.normal(size=1280).astype(np.float32), basis)


@pytest.fixture
def default(session_folder: Home) -> OpenedModule:
    folder = network_folder(DEFAULT_NETWORK, session_folder)
    return open_module(DEFAULT_NETWORK, NetworkOptions(), folder, weights_sha256(folder))


@pytest.fixture
def real_mobilenet(mobilenet: Path) -> OpenedModule:
    return open_module(
        str(mobilenet), NetworkOptions("feature_vector"), mobilenet, weights_sha256(mobilenet)
    )


def shapes(opened: OpenedModule, count: int) -> list[tuple[int, ...]]:
    return [tuple(variable.shape) for variable in last_layers(opened, count)]


def test_it_gives_the_heads_embedding_and_the_labels_of_before(
    default: OpenedModule, head: EmbeddingProjection, session_folder: Home, tmp_path: Path
) -> None:
    before = open_network(NetworkRequest(DEFAULT_NETWORK), session_folder).run(PIXELS)

    write_network(TrainedNetwork(default, head, logits=True), tmp_path / "own")
    write_facts(tmp_path / "own", {"cutoff": 0.4, "value_range": [0, 1]})

    own = open_network(NetworkRequest(str(tmp_path / "own")), session_folder)
    after = own.run(PIXELS)
    assert own.facts.cutoff == 0.4
    assert after.features == pytest.approx(embed(before.features, head), abs=1e-5)
    assert after.logits == pytest.approx(before.logits, abs=1e-4)
    assert own.classes


def test_any_program_can_call_it_as_tf_hub_says(
    default: OpenedModule, head: EmbeddingProjection, tmp_path: Path
) -> None:
    import tensorflow_hub as hub

    write_network(TrainedNetwork(default, head, logits=False), tmp_path / "own")

    module = hub.load(str(tmp_path / "own"))
    given = module(tf.constant(PIXELS / 255, tf.float32)).numpy()
    assert given.shape == (3, 24)
    assert np.linalg.norm(given, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert "logits" not in module.signatures["serving_default"].structured_outputs


def test_a_network_of_another_house_becomes_one_as_well(
    real_mobilenet: OpenedModule,
    head: EmbeddingProjection,
    mobilenet: Path,
    session_folder: Home,
    tmp_path: Path,
) -> None:
    before = open_network(
        NetworkRequest(str(mobilenet), NetworkOptions("feature_vector")), session_folder
    )

    write_network(TrainedNetwork(real_mobilenet, head, logits=True), tmp_path / "own")

    after = open_network(NetworkRequest(str(tmp_path / "own")), session_folder).run(PIXELS)
    assert after.features == pytest.approx(embed(before.run(PIXELS).features, head), abs=1e-4)


def test_the_last_layers_are_those_before_the_features_not_the_classifier(
    default: OpenedModule,
) -> None:
    assert shapes(default, 1) == [(1, 1, 320, 1280), (1280,)]
    assert shapes(default, 3)[:2] == [(3, 3, 1152, 1), (1152,)]
    assert len(last_layers(default, 49)) == 98


def test_the_last_layers_of_a_network_of_another_house(real_mobilenet: OpenedModule) -> None:
    assert shapes(real_mobilenet, 2) == [(1, 1, 960, 320), (320,), (1, 1, 320, 1280), (1280,)]


def test_more_layers_than_there_are_is_one_line(default: OpenedModule) -> None:
    with pytest.raises(PhotographError, match="has 49 layers that can be trained, not 50"):
        last_layers(default, 50)
