"""A photo that is replaced while `extract` runs: hash and embedding are of the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.find_photos import FoundPhotos, find_photos
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.extract.embed import read_photo
from photograph.extract.one_photo import embed_photo
from photograph.settings import Home, home
from tests.extract.photo_files import save_jpeg
from tests.extract.test_run import counts

pytestmark = pytest.mark.slow

BEFORE, AFTER = 1, 2


@pytest.fixture
def photo(tmp_path: Path, clean_folder: Home) -> Path:
    save_jpeg(tmp_path / "photos" / "other.jpg")
    return save_jpeg(tmp_path / "photos" / "replaced.jpg", BEFORE)


def row_of(photo: Path) -> dict[str, Any]:
    rows = pq.read_table(last_collection(home()).folder(home()) / EMBEDDINGS_FILE).to_pylist()
    return next(row for row in rows if row["path"] == photo.name)


def assert_row_is_of(photo: Path, content: bytes, again: Path) -> None:
    """The row's hash is that of a content, and so is its embedding."""
    row = row_of(photo)
    again.write_bytes(content)
    embeddings = last_collection(home()).folder(home()) / EMBEDDINGS_FILE
    assert row["content_hash"] == hashlib.sha256(content).hexdigest()
    assert float(np.dot(row["embedding"], embed_photo(again, embeddings, home()))) > 0.999


def test_replaced_between_the_look_at_the_folder_and_the_read(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def then_replace(root: Path) -> FoundPhotos:
        found = find_photos(root)
        save_jpeg(photo, AFTER)
        return found

    with monkeypatch.context() as patched:
        patched.setattr("photograph.extract.collect.find_in", then_replace)
        extract(photo.parent)
    assert_row_is_of(photo, photo.read_bytes(), tmp_path / "again.jpg")
    capsys.readouterr()

    extract(photo.parent)

    assert counts(capsys.readouterr().out)["unchanged"] == 2
    assert row_of(photo)["modified_ns"] == photo.stat().st_mtime_ns


def test_replaced_between_the_read_and_the_end(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = photo.read_bytes()

    def then_replace(file, *rest):  # type: ignore[no-untyped-def]
        read = read_photo(file, *rest)
        if file.filename == photo.name:
            save_jpeg(photo, AFTER)
        return read

    with monkeypatch.context() as patched:
        patched.setattr("photograph.extract.engine.read_photo", then_replace)
        extract(photo.parent)
    assert_row_is_of(photo, before, tmp_path / "again.jpg")
    capsys.readouterr()

    extract(photo.parent)

    assert counts(capsys.readouterr().out)["changed"] == 1
    assert_row_is_of(photo, photo.read_bytes(), tmp_path / "again.jpg")
