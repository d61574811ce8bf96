"""The signature of a photo: made of the upright pixels, in the Parquet, in no CSV."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from photograph.extract.decode import decode
from photograph.settings import Home
from tests.extract.photo_files import encoded, extracted_with_csv, stored_as

Luma = npt.NDArray[np.float64]


def luma(content: bytes, size: int = 224) -> Luma:
    return np.frombuffer(decode(content, size).signature, np.uint8).reshape(64, 64).astype(float)


def apart(one: Luma, other: Luma) -> float:
    """The mean difference of two signatures, in shades of 256."""
    return float(np.abs(one - other).mean())


@pytest.fixture
def photo(sample_photos: Path) -> Image.Image:
    return Image.open(sample_photos / "alpine-lake-01.jpg").convert("RGB")


def test_it_is_the_grey_of_the_photo_from_left_to_right_and_from_top_to_bottom() -> None:
    picture = Image.new("RGB", (640, 320), "black")
    picture.paste("white", (320, 0, 640, 160))
    picture.paste((255, 0, 0), (0, 160, 320, 320))

    found = luma(encoded(picture, "PNG"))

    assert found[:30, :30].max() == 0
    assert found[:30, 34:].min() == 255
    assert set(np.unique(found[34:, :30])) == {76}  # .299 of red, ITU-R BT.601


def test_other_encodings_sizes_and_orientations_have_nearly_the_same(photo: Image.Image) -> None:
    half = photo.resize((photo.width // 2, photo.height // 2), Image.Resampling.LANCZOS)
    turned = photo.transpose(Image.Transpose.ROTATE_90)
    copies = {
        "quality 20": encoded(photo, "JPEG", quality=20),
        "WebP": encoded(half, "WEBP"),
        "grey": encoded(photo.convert("L"), "PNG"),
        "turned by its EXIF": stored_as(photo, 6, "JPEG"),
    }
    original = luma(encoded(photo, "PNG"))

    assert {name: apart(luma(copy), original) for name, copy in copies.items()} == {
        name: pytest.approx(0, abs=4) for name in copies
    }
    assert apart(luma(encoded(turned, "JPEG")), original) > 20


def test_other_photos_of_the_same_place_have_another(sample_photos: Path) -> None:
    one, other = (luma((sample_photos / f"alpine-lake-0{n}.jpg").read_bytes()) for n in (1, 2))

    assert apart(one, other) > 8


def test_networks_that_take_other_sizes_give_nearly_the_same(photo: Image.Image) -> None:
    content = encoded(photo, "PNG")

    assert apart(luma(content, 224), luma(content, 448)) < 4


@pytest.mark.slow
def test_extract_writes_it_to_the_parquet_and_not_to_the_csv(
    tmp_path: Path, clean_folder: Home
) -> None:
    rows = extracted_with_csv(tmp_path, 2)

    for row in rows:
        content = (tmp_path / "photos" / row["path"]).read_bytes()
        assert row["signature"] == decode(content, 224).signature
    assert len({row["signature"] for row in rows}) == 2
    assert "signature" not in (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[0]
