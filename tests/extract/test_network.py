"""The default network is the real one: its labels name what real photos show."""

from __future__ import annotations

import pickle
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.extract.decode import decode
from photograph.extract.labels import softmax, top_labels
from photograph.extract.network import Network, NetworkRequest, describe_network, open_network
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.extract.projection import embed
from photograph.extract.torch_weights import read_torch_weights
from photograph.settings import Home, home
from tests.server.conftest import working_folder


@pytest.fixture(scope="module")
def network(session_folder: Home) -> Network:
    return open_network(NetworkRequest(DEFAULT_NETWORK), session_folder)


def test_its_labels_name_what_the_photos_show(network: Network, shared_photos: Path) -> None:
    wanted = {"banana/DSC_0423.jpg": "banana", "cal_llama/image_0001.jpg": "llama"}
    files = [shared_photos / "groups" / name for name in wanted]
    pixels = np.stack([decode(file.read_bytes(), network.input_size).pixels for file in files])

    labels = top_labels(network.run(pixels).logits, network.classes, len(pixels))

    assert [row and row[0]["name"] for row in labels] == list(wanted.values())


def test_the_cosines_of_the_old_scripts_photos_are_those_measured_by_hand(
    network: Network, shared_photos: Path
) -> None:
    names = (
        "PXL_20201121_223652162.PORTRAIT-01.COVER.jpg",
        "PXL_20201121_223705333.PORTRAIT-01.COVER.jpg",
        "IMG_20190901_230251.jpg",
        "PXL_20201205_203638399.jpg",
    )
    contents = [(shared_photos / "seed" / name).read_bytes() for name in names]
    pixels = np.stack([decode(content, network.input_size).pixels for content in contents])

    vectors = embed(network.run(pixels).features, None)

    # ../shared/DESIGN.md, section 6: .91 and .22
    assert vectors[0] @ vectors[1] == pytest.approx(0.91, abs=0.01)
    assert vectors[2] @ vectors[3] == pytest.approx(0.22, abs=0.01)


def test_a_photo_gives_the_same_alone_and_in_a_batch(network: Network) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (5, 224, 224, 3), dtype=np.uint8)

    together, alone = network.run(pixels), network.run(pixels[2:3])

    assert together.features.shape == (5, 1280)
    assert np.allclose(together.features[2], alone.features[0], atol=1e-4)


def test_every_class_has_a_name_of_its_own(network: Network) -> None:
    assert len(network.classes) == len(set(network.classes)) == 1000
    assert network.classes[1] == "goldfish"


def test_an_unknown_network_is_a_clear_failure(session_folder: Home) -> None:
    with pytest.raises(PhotographError, match="There is no network 'nonsense'"):
        describe_network(NetworkRequest("nonsense"), "root", session_folder)


def test_softmax_of_large_logits_is_finite_and_sums_to_one() -> None:
    scores = softmax(np.array([[1e4, 0.0, -1e4], [1.0, 1.0, 1.0]], np.float32))

    assert np.allclose(scores, np.array([[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]]))


def test_a_row_of_zeros_gets_a_direction_so_that_every_embedding_has_unit_length() -> None:
    assert embed(np.zeros((1, 4), np.float32), None).tolist() == [[1, 0, 0, 0]]


def test_a_checkpoint_that_would_run_code_is_refused(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return eval, ("print('ran')",)

    file = tmp_path / "evil.pth"
    file.write_bytes(pickle.dumps(Evil()))

    with pytest.raises(PhotographError, match=r"asks for builtins\.eval"):
        read_torch_weights(file)


@pytest.mark.slow
def test_it_is_built_and_opened_in_a_folder_of_any_name_for_its_owner_only(
    network: Network, tmp_path: Path
) -> None:
    left = {*Path(gettempdir()).glob("photograph-*")}
    with working_folder(tmp_path / "Müllers [2024] *? #1, 50% it's \\ é"):
        there = open_network(NetworkRequest(DEFAULT_NETWORK), home())
        built = [home().root, *home().root.rglob("*")]

    pixels = np.random.default_rng(1).integers(0, 256, (3, 224, 224, 3), dtype=np.uint8)
    assert np.array_equal(there.run(pixels).features, network.run(pixels).features)
    assert [path for path in built if path.stat().st_mode & 0o077] == []
    assert {*Path(gettempdir()).glob("photograph-*")} <= left
