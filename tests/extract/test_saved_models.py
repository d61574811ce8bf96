"""Any SavedModel with images in and vectors out can be used, and a wrong option is an error."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract, networks
from photograph.errors import PhotographError
from photograph.extract.network import NetworkRequest, describe_network, open_network
from photograph.extract.saved_model import NetworkOptions
from photograph.settings import Home, home
from tests.conftest import run_photograph
from tests.extract.photo_files import save_jpeg


@pytest.fixture(scope="session")
def tiny_networks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SavedModels that differ in what they say of themselves: pooled pixels as features."""
    from photograph.extract.tensorflow_import import import_tensorflow

    tf = import_tensorflow()
    folder = tmp_path_factory.mktemp("networks")
    specs = {
        "says-nothing": tf.TensorSpec([None, None, None, 3], tf.float32),
        "takes-bytes": tf.TensorSpec([None, 32, 32, 3], tf.uint8),
        "not-finite": tf.TensorSpec([None, 32, 32, 3], tf.float32),
        "no-images": tf.TensorSpec([None, 7], tf.float32),
    }
    for name, spec in specs.items():
        module = tf.Module()

        @tf.function(input_signature=[spec])
        def call(images, name=name):  # type: ignore[no-untyped-def]
            if name == "no-images":
                return images
            pooled = tf.reduce_mean(tf.cast(images, tf.float32), axis=[1, 2])
            scale = np.inf if name == "not-finite" else 1.0
            return tf.concat([pooled, tf.square(pooled) * scale], axis=1)

        module.__call__ = call
        tf.saved_model.save(module, str(folder / name))
    return folder


def columns(network: str) -> dict[str, dict[str, object]]:
    file = home().embeddings / last_collection(home()).root / network / EMBEDDINGS_FILE
    return {row["path"]: row for row in pq.read_table(file).to_pylist()}


def use(request: NetworkRequest, place: Home) -> None:
    """What a run does with a network before the first photo."""
    describe_network(request, "root", place)
    open_network(request, place)


@pytest.mark.slow
def test_the_old_scripts_network_gives_its_1001_floats_and_labels(
    tmp_path: Path, clean_folder: Home, mobilenet: Path, shared_photos: Path
) -> None:
    (tmp_path / "photos").mkdir()
    banana = shared_photos / "groups/banana/DSC_0423.jpg"
    (tmp_path / "photos/banana.jpg").write_bytes(banana.read_bytes())

    extract(tmp_path / "photos", network=str(mobilenet))

    row = columns("mobilenet_v2_1001")["banana.jpg"]
    names = [label["name"] for label in row["labels"]]  # type: ignore[attr-defined]
    assert len(row["features"]) == len(row["embedding"]) == 1001  # type: ignore[arg-type]
    assert "banana" in names
    cosine = np.dot(row["features"], row["embedding"]) / np.linalg.norm(row["features"])  # type: ignore[call-overload]
    assert cosine == pytest.approx(1, abs=1e-5)


@pytest.mark.slow
def test_results_of_two_networks_and_outputs_live_side_by_side(
    tmp_path: Path, clean_folder: Home, mobilenet: Path
) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")
    extract(tmp_path / "photos")
    before = columns("efficientnet-lite0")

    extract(tmp_path / "photos", network=str(mobilenet))
    extract(tmp_path / "photos", network=str(mobilenet), output="feature_vector")

    row = columns("mobilenet_v2_1001-feature_vector")["a.jpg"]
    assert len(row["features"]) == 1280  # type: ignore[arg-type]
    assert len(row["labels"]) == 5  # type: ignore[arg-type]
    assert len(columns("mobilenet_v2_1001")["a.jpg"]["features"]) == 1001  # type: ignore[arg-type]
    assert columns("efficientnet-lite0") == before
    assert last_collection(home()).network == "mobilenet_v2_1001-feature_vector"


@pytest.mark.slow
def test_a_second_run_with_a_local_network_opens_no_tensorflow(
    tmp_path: Path, clean_folder: Home, mobilenet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")
    extract(tmp_path / "photos", network=str(mobilenet))

    def refuse(*_: object) -> None:
        raise AssertionError("the network was opened")

    monkeypatch.setattr("photograph.extract.network._open", refuse)

    extract(tmp_path / "photos", network=str(mobilenet))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "wanted", "what"),
    [
        ("mobilenet", NetworkOptions(input_size=299), "takes 224 × 224 pixels, not 299"),
        ("mobilenet", NetworkOptions(output="nonsense"), "has no output nonsense"),
        ("says-nothing", NetworkOptions(), "does not say its input size"),
        ("takes-bytes", NetworkOptions(value_range=(0, 1)), "takes values from 0 to 255"),
        ("no-images", NetworkOptions(), "takes no images"),
        ("not-finite", NetworkOptions(), "gives no finite vector of 6 numbers"),
        ("efficientnet-lite0", NetworkOptions(value_range=(-1, 1)), "takes values from 0 to 1"),
    ],
)
def test_a_wrong_option_is_an_error_and_not_a_wrong_number(
    clean_folder: Home,
    mobilenet: Path,
    tiny_networks: Path,
    name: str,
    wanted: NetworkOptions,
    what: str,
) -> None:
    places = {"mobilenet": mobilenet, "efficientnet-lite0": name}
    request = NetworkRequest(str(places.get(name, tiny_networks / name)), wanted)

    with pytest.raises(PhotographError, match=what):
        use(request, clean_folder)


def test_size_and_range_come_from_options_where_the_module_is_silent(
    tmp_path: Path, clean_folder: Home, tiny_networks: Path
) -> None:
    from PIL import Image

    (tmp_path / "photos").mkdir()
    Image.new("RGB", (20, 20), (255, 0, 51)).save(tmp_path / "photos/a.png")
    folder = tiny_networks / "says-nothing"

    extract(tmp_path / "photos", network=str(folder), input_size=16, value_range="-1,1")

    row = columns("says-nothing")["a.png"]
    assert row["features"] == pytest.approx([1, -1, -0.6, 1, 1, 0.36], abs=1e-5)
    assert row["labels"] is None
    made_by = read_provenance(last_collection(home()).folder(home()) / EMBEDDINGS_FILE)
    assert (made_by.input_size, made_by.value_range) == (16, (-1.0, 1.0))


def test_a_network_of_bytes_is_given_bytes(
    tmp_path: Path, clean_folder: Home, tiny_networks: Path
) -> None:
    from PIL import Image

    (tmp_path / "photos").mkdir()
    Image.new("RGB", (20, 20), (255, 0, 51)).save(tmp_path / "photos/a.png")

    extract(tmp_path / "photos", network=str(tiny_networks / "takes-bytes"))

    features = columns("takes-bytes")["a.png"]["features"]
    assert features == pytest.approx([255, 0, 51, 255**2, 0, 51**2])


def test_other_options_do_not_mix_with_what_is_there(
    tmp_path: Path, clean_folder: Home, tiny_networks: Path
) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")
    folder = str(tiny_networks / "says-nothing")
    extract(tmp_path / "photos", network=folder, input_size=16)

    with pytest.raises(PhotographError, match="embeddings of another says-nothing"):
        extract(tmp_path / "photos", network=folder, input_size=32)


def test_an_unknown_handle_without_a_connection_is_one_line(
    tmp_path: Path, clean_folder: Home
) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")
    # .invalid never resolves (RFC 2606), as nothing does on a machine without a connection.
    handle = "https://no-host.invalid/someone/network/1"

    ran = run_photograph("extract", tmp_path / "photos", "--network", handle)

    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert handle in ran.last_line
    assert "--network efficientnet-lite0" in ran.last_line


def test_a_word_that_is_no_network_names_the_presets(tmp_path: Path, clean_folder: Home) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")

    ran = run_photograph("extract", tmp_path / "photos", "--network", "nonsense")

    assert ran.code == 1
    assert "There is no network 'nonsense'" in ran.last_line
    assert "efficientnet-lite0, mobilenet-v2" in ran.last_line


def test_networks_are_listed_with_what_is_on_this_machine(
    clean_folder: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    networks(as_json=True)

    listed = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert listed["efficientnet-lite0"]["here"]
    assert not listed["resnet-50"]["here"]
    assert (listed["mobilenet-v2"]["dims"], listed["inception-v3"]["input_size"]) == (1001, 299)
