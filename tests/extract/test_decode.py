"""Every format that people have becomes the same upright pixels, or a reason in plain words."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from photograph.array_types import Floats
from photograph.extract.decode import DecodedPhoto, UnreadableError, decode, thumbnail
from tests.extract.photo_files import FORMATS, encoded, picture, stored_as, transparent

SIZE = 64


def pixels(image: Image.Image) -> Floats:
    small = image.convert("RGB").resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    return np.asarray(small).astype(np.float32)


def difference(decoded: DecodedPhoto, image: Image.Image) -> float:
    """The mean difference in grey levels of 256."""
    return float(np.abs(decoded.pixels.astype(np.float32) - pixels(image)).mean())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_pixels_of_the_picture(name: str) -> None:
    image = picture(3)

    decoded = decode(FORMATS[name](image), SIZE)

    grey = name in ("grey.jpg", "sixteen-bit.png", "sixteen-bit.tiff")
    wanted = image.convert("L") if grey else image
    if name == "alpha.png":
        wanted = Image.new("RGB", image.size, "white")
        wanted.paste(image, mask=transparent(image).getchannel("A"))
    assert decoded.pixels.shape == (SIZE, SIZE, 3)
    assert decoded.pixels.dtype == np.uint8
    assert (decoded.width, decoded.height) == (320, 240)
    assert difference(decoded, wanted) < 6
    assert difference(decoded, picture(4)) > 20
    assert not decoded.damaged


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP", "HEIF", "AVIF"])
def test_a_photo_stored_in_any_orientation_is_upright(kind: str, orientation: int) -> None:
    image = picture(5)
    content = stored_as(image, orientation, kind)

    decoded, small = decode(content, SIZE), thumbnail(content, 160)

    assert decoded.exif.orientation == orientation
    assert (decoded.width, decoded.height) == (320, 240)
    assert difference(decoded, image) < 4
    assert small.size == (160, 120)
    assert float(np.abs(pixels(small) - pixels(image)).mean()) < 4
    assert not decoded.damaged


def test_a_large_jpeg_decoded_at_a_reduced_scale_gives_the_same_picture() -> None:
    image = picture(6, width=4000, height=3000)

    decoded = decode(encoded(image, "JPEG", quality=95), SIZE)

    assert (decoded.width, decoded.height) == (4000, 3000)
    assert difference(decoded, image) < 4


def test_a_single_pixel_is_a_photo() -> None:
    decoded = decode(encoded(Image.new("RGB", (1, 1), (10, 200, 30)), "PNG"), SIZE)

    assert (decoded.width, decoded.height) == (1, 1)
    assert (decoded.pixels == (10, 200, 30)).all()


def test_broken_exif_never_loses_the_photo() -> None:
    content = encoded(picture(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)

    decoded = decode(content, SIZE)

    assert decoded.exif.orientation == 1
    assert difference(decoded, picture()) < 6


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"a text file\n" * 40, "not an image"),
        (encoded(picture(), "JPEG")[:2000], "broken|truncated"),
        (encoded(picture(), "PNG")[:1500], "broken|truncated"),
        (encoded(picture(), "HEIF")[:1500], "broken|not an image"),
        (encoded(picture(), "WEBP")[:300], "broken|not an image"),
        (b"GIF89a" + b"\0" * 3, "broken|not an image"),
    ],
)
def test_what_is_no_photo_is_told_in_words(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        decode(content, SIZE)
