"""`extract` knows what is new, changed, moved and gone, and reads nothing that it knows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, FAILURES_FILE, read_provenance
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.errors import PhotographError
from photograph.extract.embed import read_photo
from photograph.settings import Home, home
from tests.extract.photo_files import FORMATS, encoded, exif_of, picture, save_jpeg

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, clean_folder: Home) -> Path:
    photos = tmp_path / "photos"
    for seed in range(4):
        save_jpeg(photos / f"p{seed}.jpg", seed)
    return photos


def table(name: str = EMBEDDINGS_FILE) -> dict[str, dict[str, Any]]:
    file = last_collection(home()).folder(home()) / name
    return {row["path"]: row for row in pq.read_table(file).to_pylist()}


def counts(output: str) -> dict[str, int]:
    header, _, values = output.splitlines()[:3]
    return dict(zip(header.split(), map(int, values.split()), strict=True))


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From now on, the files whose content `extract` reads."""
    seen: list[str] = []

    def spy(photo, *rest):  # type: ignore[no-untyped-def]
        seen.append(photo.path)
        return read_photo(photo, *rest)

    monkeypatch.setattr("photograph.extract.engine.read_photo", spy)
    return seen


def test_every_photo_is_a_row_of_the_contract(folder: Path) -> None:
    extract(folder)

    rows = table()
    assert set(rows) == {f"p{seed}.jpg" for seed in range(4)}
    row = rows["p0.jpg"]
    assert (row["width"], row["height"], row["format"]) == (320, 240, "JPEG")
    assert row["bytes"] == (folder / "p0.jpg").stat().st_size
    assert len(row["features"]) == 1280
    assert np.linalg.norm(row["embedding"]) == pytest.approx(1, abs=1e-5)
    assert len(row["labels"]) == 5
    made_by = read_provenance(last_collection(home()).folder(home()) / EMBEDDINGS_FILE)
    assert (made_by.network, made_by.root, made_by.input_size) == (
        "efficientnet-lite0",
        "photos",
        224,
    )
    assert len(made_by.weights_sha256) == 64


def test_a_second_run_reads_no_file_and_writes_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    extract(folder)
    file = last_collection(home()).folder(home()) / EMBEDDINGS_FILE
    written, read = file.stat().st_mtime_ns, read_files(monkeypatch)
    capsys.readouterr()

    extract(folder)

    assert read == []
    assert file.stat().st_mtime_ns == written
    assert counts(capsys.readouterr().out)["unchanged"] == 4


def test_added_changed_moved_copied_and_deleted_photos_are_told_apart(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    extract(folder)
    before = table()
    save_jpeg(folder / "new.jpg", 10)
    save_jpeg(folder / "p0.jpg", 11)
    (folder / "sub").mkdir()
    (folder / "p1.jpg").rename(folder / "sub/moved.jpg")
    (folder / "p2.jpg").unlink()
    shutil.copy(folder / "p3.jpg", folder / "copy.jpg")
    embedded: list[int] = []
    monkeypatch.setattr("photograph.extract.engine.embed_batch", _counting(embedded))
    capsys.readouterr()

    extract(folder)

    rows, told = table(), counts(capsys.readouterr().out)
    assert set(rows) == {"new.jpg", "p0.jpg", "sub/moved.jpg", "p3.jpg", "copy.jpg"}
    assert told == {
        "new": 2,
        "changed": 1,
        "moved": 1,
        "unchanged": 1,
        "damaged": 0,
        "failed": 0,
        "gone": 1,
    }
    assert embedded == [2]  # the moved photo and the copy keep their embedding
    assert rows["sub/moved.jpg"]["embedding"] == before["p1.jpg"]["embedding"]
    assert rows["sub/moved.jpg"]["filename"] == "moved.jpg"
    assert rows["copy.jpg"]["embedding"] == rows["p3.jpg"]["embedding"]
    assert rows["p0.jpg"]["embedding"] != before["p0.jpg"]["embedding"]


def _counting(sizes: list[int]):  # type: ignore[no-untyped-def]
    from photograph.extract.embed import embed_batch

    def count(network, batch, fast):  # type: ignore[no-untyped-def]
        sizes.append(len(batch))
        return embed_batch(network, batch, fast)

    return count


def test_unusable_files_are_reported_and_stop_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.jpg").touch()
    (folder / "text.jpg").write_text("not a photo")
    (folder / "corrupt.jpg").write_bytes(encoded(picture(), "JPEG")[:1500])
    (folder / "no\nreason to stop 'é.jpg").write_bytes(b"\xff\xd8\xff")

    extract(folder)

    failures = table(FAILURES_FILE)
    assert len(table()) == 4
    assert set(failures) == {"empty.jpg", "text.jpg", "corrupt.jpg", "no\nreason to stop 'é.jpg"}
    assert failures["empty.jpg"]["reason"] == "the file is empty"
    told = capsys.readouterr().err
    assert "not used: 'text.jpg': it is not an image that can be read" in told


def test_a_failure_is_tried_again_only_when_the_file_changes_or_on_request(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bad.jpg").write_text("not a photo")
    extract(folder)
    read = read_files(monkeypatch)

    extract(folder)
    assert read == []
    extract(folder, retry=True)
    assert read == ["bad.jpg"]
    save_jpeg(folder / "bad.jpg", 20)
    extract(folder)

    assert read == ["bad.jpg", "bad.jpg"]
    assert "bad.jpg" in table()
    assert table(FAILURES_FILE) == {}


def test_a_folder_without_one_usable_photo_fails(tmp_path: Path, clean_folder: Home) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/bad.jpg").write_text("not a photo")

    with pytest.raises(PhotographError, match="None of the 1 files"):
        extract(tmp_path / "photos")


def test_every_format_is_embedded_and_a_sideways_copy_alike(
    tmp_path: Path, clean_folder: Home
) -> None:
    from PIL import Image

    folder = tmp_path / "photos"
    folder.mkdir()
    for name, make in FORMATS.items():
        (folder / name).write_bytes(make(picture(3)))
    stored = picture(3).transpose(Image.Transpose.ROTATE_90)
    exif = exif_of(stored, base={0x0112: 6})
    (folder / "sideways.jpg").write_bytes(encoded(stored, "JPEG", quality=92, exif=exif))
    (folder / "one-pixel.png").write_bytes(encoded(Image.new("RGB", (1, 1)), "PNG"))

    extract(folder)

    rows = table()
    assert set(rows) == {*FORMATS, "sideways.jpg", "one-pixel.png"}
    assert table(FAILURES_FILE) == {}
    upright, sideways = (rows[name]["embedding"] for name in ("plain.jpg", "sideways.jpg"))
    assert np.dot(upright, sideways) > 0.99


def test_two_folders_of_one_name_are_two_roots(tmp_path: Path, clean_folder: Home) -> None:
    for place in "ab":
        save_jpeg(tmp_path / place / "Pictures/x.jpg", ord(place))

    extract(tmp_path / "a/Pictures")
    first = last_collection(home())
    extract(tmp_path / "b/Pictures")
    second = last_collection(home())
    extract(tmp_path / "a/Pictures")

    assert first.root == "Pictures"
    assert second.root.startswith("Pictures-")
    assert last_collection(home()) == first


def test_embeddings_of_other_weights_are_not_mixed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract(folder)
    before = table()
    monkeypatch.setattr("photograph.extract.network.weights_sha256", lambda _: "1" * 64)
    save_jpeg(folder / "new.jpg", 10)

    with pytest.raises(PhotographError, match="embeddings of another efficientnet-lite0"):
        extract(folder)
    assert table() == before
    extract(folder, replace=True)

    assert len(table()) == 5
