"""The shorter embedding keeps what matters, and stays fixed while photos come and go."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.errors import PhotographError
from photograph.evaluate.groups import evaluate_groups
from photograph.evaluate.run import evaluation_facts
from photograph.extract.projection import embed, fit, shipped
from photograph.settings import Home, home
from tests.extract.photo_files import save_jpeg

pytestmark = pytest.mark.slow


def merged() -> Path:
    return last_collection(home()).folder(home()) / EMBEDDINGS_FILE


def embeddings() -> dict[str, list[float]]:
    return {row["path"]: row["embedding"] for row in pq.read_table(merged()).to_pylist()}


def folder_of(tmp_path: Path, count: int) -> Path:
    for seed in range(count):
        save_jpeg(tmp_path / f"photos/p{seed:02}.jpg", seed)
    return tmp_path / "photos"


def test_the_axes_are_those_of_numpys_singular_vectors() -> None:
    chance = np.random.default_rng(0)
    features = (chance.normal(size=(200, 12)) * np.arange(12, 0, -1)).astype(np.float32)

    projection = fit([features[:70], features[70:]], 5)

    centred = features - features.mean(axis=0)
    _, _, axes = np.linalg.svd(centred.astype(np.float64), full_matrices=False)
    assert np.allclose(projection.mean, features.mean(axis=0), atol=1e-4)
    assert np.allclose(np.abs(axes[:5] @ projection.basis), np.eye(5), atol=1e-3)
    assert np.allclose(projection.basis.T @ projection.basis, np.eye(5), atol=1e-5)


def test_an_embedding_is_centred_projected_and_of_unit_length() -> None:
    chance = np.random.default_rng(1)
    features = chance.normal(size=(50, 9)).astype(np.float32) + 5
    projection = fit([features], 4)

    embedded = embed(features[:3], projection)

    by_hand = (features[:3] - projection.mean) @ projection.basis
    by_hand /= np.linalg.norm(by_hand, axis=1, keepdims=True)
    assert embedded.dtype == np.float32
    assert np.allclose(embedded, by_hand, atol=1e-6)


def test_the_shipped_basis_is_small_and_only_for_its_own_weights() -> None:
    file = Path(__file__).parents[2] / "extract/bases/efficientnet-lite0.npz"
    with np.load(file) as kept:
        sha = str(kept["weights_sha256"])

    projection = shipped("efficientnet-lite0", sha)

    assert file.stat().st_size < 1_000_000
    assert projection is not None
    assert projection.basis.shape == (1280, 256)
    gram = projection.basis.T @ projection.basis
    assert np.allclose(gram, np.eye(256), atol=2e-3)  # it is kept as float16
    assert shipped("efficientnet-lite0", "0" * 64) is None


def test_the_default_networks_embedding_is_256_numbers_and_adding_photos_changes_none(
    tmp_path: Path, clean_folder: Home
) -> None:
    folder = folder_of(tmp_path, 5)
    extract(folder)
    before = embeddings()
    save_jpeg(folder / "new.jpg", 50)
    (folder / "p00.jpg").unlink()

    extract(folder)

    after = embeddings()
    kept = before.keys() & after.keys()
    assert len(before["p01.jpg"]) == 256
    assert len(kept) == 4
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}


def test_dims_fits_once_and_freezes(tmp_path: Path, clean_folder: Home, mobilenet: Path) -> None:
    folder = folder_of(tmp_path, 12)
    extract(folder, network=str(mobilenet), dims=6)
    before = embeddings()
    save_jpeg(folder / "new.jpg", 50)

    extract(folder, network=str(mobilenet))

    after = embeddings()
    assert len(after["new.jpg"]) == 6
    assert {path: after[path] for path in before} == before
    assert read_provenance(merged()).dims == 6


def test_embeddings_that_were_whole_are_shortened_without_reading_a_photo(
    tmp_path: Path, clean_folder: Home, mobilenet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path, 12)
    extract(folder, network=str(mobilenet))
    monkeypatch.setattr("photograph.extract.engine.read_photo", None)

    extract(folder, network=str(mobilenet), dims=6)

    vectors = np.array(list(embeddings().values()))
    assert vectors.shape == (12, 6)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_other_dims_are_refused_unless_all_embeddings_may_change(
    tmp_path: Path, clean_folder: Home
) -> None:
    folder = folder_of(tmp_path, 12)
    extract(folder)

    with pytest.raises(PhotographError, match="embeddings of this collection have 256 numbers"):
        extract(folder, dims=4)
    extract(folder, dims=4, refit=True)

    assert {len(vector) for vector in embeddings().values()} == {4}
    extract(folder, refit=True)
    assert {len(vector) for vector in embeddings().values()} == {256}


def test_more_dims_than_photos_are_refused_before_any_is_read(
    tmp_path: Path, clean_folder: Home, mobilenet: Path
) -> None:
    with pytest.raises(PhotographError, match="5 photos of 1001 features can't give 5 axes"):
        extract(folder_of(tmp_path, 5), network=str(mobilenet), dims=5)


def test_evaluation_shows_that_the_short_embedding_is_as_good_as_the_features(
    clean_folder: Home, shared_photos: Path
) -> None:
    extract(shared_photos / "groups")

    told = evaluation_facts(
        evaluate_groups(shared_photos / "GROUPS.tsv", None, 10, None).evaluation
    )

    features, embedding = told["features"], told["embedding"]
    assert embedding["photos"] == 219
    assert features["mean_average_precision"] > 0.85
    for measure in ("mean_average_precision", "precision_at_1"):
        assert embedding[measure] > features[measure] - 0.01
    recalls = [edge["recall"] for edge in told["edges"]]
    assert recalls == sorted(recalls, reverse=True)
