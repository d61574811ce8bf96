"""What lacks a little at its end is a damaged photo; half a photo is none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageFile
from pillow_heif import options

from photograph.extract.decode import DecodedPhoto, UnreadableError, decode, thumbnail
from tests.extract.photo_files import encoded, picture, sixteen_bit_grey, stored_as, transparent

SIZE = 96
QUICK = Image.Quantize.FASTOCTREE


def in_tiles(image: Image.Image) -> bytes:
    """A HEIC of tiles, as phones write it."""
    options.GRID_TILE_SIZE = 128
    try:
        return encoded(image, "HEIF", quality=90)
    finally:
        options.GRID_TILE_SIZE = 0


# All whose decoders give what is there of a photo.
PARTLY: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg": lambda image: encoded(image, "JPEG", quality=92),
    "grey jpeg": lambda image: encoded(image.convert("L"), "JPEG", quality=92),
    "cmyk jpeg": lambda image: encoded(image.convert("CMYK"), "JPEG", quality=92),
    "png": lambda image: encoded(image, "PNG"),
    "16-bit png": lambda image: encoded(sixteen_bit_grey(image), "PNG"),
    "palette png": lambda image: encoded(image.quantize(256, QUICK), "PNG"),
    "alpha png": lambda image: encoded(transparent(image), "PNG"),
    "heic": lambda image: encoded(image, "HEIF", quality=90),
    "heic of tiles": in_tiles,
    "tiff": lambda image: encoded(image, "TIFF"),
    "sideways tiff": lambda image: stored_as(image, 6, "TIFF"),
    "gif": lambda image: encoded(image.quantize(256, QUICK), "GIF"),
    "bmp": lambda image: encoded(image, "BMP"),
}


def unlike(decoded: DecodedPhoto, other: DecodedPhoto) -> float:
    """The mean difference in grey levels of 256."""
    return float(np.abs(decoded.pixels.astype(int) - other.pixels).mean())


@pytest.mark.parametrize("name", PARTLY)
def test_a_photo_without_its_last_bytes_is_damaged_and_looks_the_same(name: str) -> None:
    content = PARTLY[name](picture(3))
    whole = decode(content, SIZE)

    for cut in (30, len(content) // 25):
        decoded = decode(content[:-cut], SIZE)

        assert decoded.damaged
        assert (decoded.width, decoded.height) == (whole.width, whole.height)
        assert unlike(decoded, whole) < 8
        assert thumbnail(content[:-cut], 64).size == (64, 48)
    assert not whole.damaged


@pytest.mark.parametrize("name", PARTLY)
def test_half_a_photo_is_refused_with_the_share_that_is_there(name: str) -> None:
    content = PARTLY[name](picture(3))

    with pytest.raises(UnreadableError, match=r"it is broken: [45]\d% of it can be decoded \(.+\)"):
        decode(content[: len(content) // 2], SIZE)


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_decoders_that_give_all_or_nothing_refuse_a_cut_photo(kind: str) -> None:
    with pytest.raises(UnreadableError, match=r"it is broken: .*(missing|Truncated)"):
        decode(encoded(picture(3), kind)[:-30], SIZE)


def test_a_progressive_jpeg_that_lacks_only_its_finer_scans_is_there() -> None:
    content = encoded(picture(3), "JPEG", quality=92, progressive=True)
    whole = decode(content, SIZE)

    decoded = decode(content[: len(content) * 3 // 4], SIZE)

    assert decoded.damaged
    assert unlike(decoded, whole) < 2
    with pytest.raises(UnreadableError, match="it is broken"):
        decode(content[: len(content) // 4], SIZE)


@pytest.mark.parametrize("name", [name for name in PARTLY if "heic" not in name])
def test_bytes_after_the_end_are_no_damage(name: str) -> None:
    decoded = decode(PARTLY[name](picture(3)) + b"\0\1garbage" * 500, SIZE)

    assert not decoded.damaged


def test_a_second_picture_that_is_cut_is_no_damage_of_the_first() -> None:
    content = encoded(picture(3), "MPO", save_all=True, append_images=[picture(9)])

    assert not decode(content[:-1000], SIZE).damaged


def test_a_jpeg_whose_data_ends_early_is_noticed_though_its_end_mark_is_there() -> None:
    content = encoded(picture(3), "JPEG", quality=92)
    end = b"\xff\xd9"

    assert decode(content[:-300] + end, SIZE).damaged
    with pytest.raises(UnreadableError, match="its data ends before the picture does"):
        decode(content[: len(content) // 2] + end, SIZE)


def test_a_photo_that_ends_in_the_grey_of_missing_data_is_whole() -> None:
    image = picture(3)
    image.paste((128, 128, 128), (0, 150, 320, 240))

    assert not decode(encoded(image, "JPEG", quality=92), SIZE).damaged


def test_a_wrong_byte_in_a_png_is_noticed_by_its_checksum() -> None:
    content = bytearray(encoded(picture(3, 1200, 900), "PNG"))
    content[len(content) // 3] ^= 1

    with pytest.raises(UnreadableError, match=r"20% of it can be decoded \(a checksum is wrong\)"):
        decode(bytes(content), SIZE)


@pytest.mark.slow
def test_threads_decode_whole_and_damaged_photos_at_once_and_none_disturbs_another() -> None:
    contents = [make(picture(3)) for make in PARTLY.values()]
    mixed = [part for content in contents for part in (content, content[:-30])] * 2
    alone = [decode(content, SIZE) for content in mixed]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda content: decode(content, SIZE), mixed))

    for one, other in zip(alone, together, strict=True):
        assert one.damaged == other.damaged
        assert np.array_equal(one.pixels, other.pixels)
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
