"""What would take much memory or time is refused before its pixels are read, in plain words."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photograph.extract.decode import UnreadableError, decode
from tests.extract.photo_files import encoded, picture
from tests.server.conftest import REPOSITORY

pytestmark = pytest.mark.slow

MEASURE = """
import resource, sys
from pathlib import Path
from photograph.extract.decode import UnreadableError, decode, thumbnail

def peak():
    kilobytes = 1 if sys.platform == "linux" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // kilobytes

before = peak()
for work in (decode, thumbnail):
    try:
        work(Path(sys.argv[1]).read_bytes(), 224)
    except UnreadableError as error:
        print(error)
print((peak() - before) // 1024)
"""


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def zeros(count: int) -> bytes:
    """So many zeros, compressed without ever being there."""
    press = zlib.compressobj(1)
    parts = [press.compress(bytes(min(1 << 20, count - at))) for at in range(0, count, 1 << 20)]
    return b"".join(parts) + press.flush()


def png(width: int, height: int, colour: int, bytes_a_pixel: int, extra: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    pixels = chunk(b"IDAT", zeros(height * (width * bytes_a_pixel + 1)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + pixels + chunk(b"IEND", b"")


def texts(count: int) -> bytes:
    return png(64, 64, 2, 3, chunk(b"zTXt", b"a\0\0" + zeros(count)))


def gif(side: int) -> bytes:
    screen = b"GIF89a" + struct.pack("<HH", side, side) + b"\0\0\0"
    return screen + b"," + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x08\x01\0\0;"


def tiff(side: int) -> bytes:
    """A small TIFF whose directory tells a huge size."""
    content = bytearray(encoded(picture(), "TIFF"))
    (count,) = struct.unpack("<H", content[8:10])
    for entry in range(10, 10 + 12 * count, 12):
        (tag,) = struct.unpack("<H", content[entry : entry + 2])
        if tag in (256, 257, 278):
            content[entry + 2 : entry + 12] = struct.pack("<HII", 4, 1, side)
    return bytes(content)


def heic(side: int) -> bytes:
    """A small HEIC whose image tells a huge size."""
    content = encoded(picture(), "HEIF")
    at = content.find(b"ispe") + 8
    return content[:at] + struct.pack(">II", side, side) + content[at + 8 :]


def webp(side: int) -> bytes:
    """A WebP of one colour, which takes no bit a pixel, whose header tells another size."""
    file = BytesIO()
    Image.new("RGB", (16, 16), "red").save(file, "WEBP", lossless=True)
    content = file.getvalue()
    at = content.index(b"VP8L") + 9  # behind the length and a signature: width and height, 14 bits
    (told,) = struct.unpack("<I", content[at : at + 4])
    size = struct.pack("<I", (told >> 28 << 28) | (side - 1) << 14 | (side - 1))
    return content[:at] + size + content[at + 4 :]


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a wide png": (
        lambda: png(100_000_000, 1, 0, 1),
        "100000000 pixels wide, over the limit of 65535",
    ),
    "a high png": (lambda: png(1, 70_000, 0, 1), "70000 pixels high, over the limit of 65535"),
    "a png of many pixels": (lambda: png(40_000, 40_000, 0, 0), "1600 million pixels, over the"),
    "a gif": (lambda: gif(65_535), "4295 million pixels, over the limit of 300"),
    "a tiff": (lambda: tiff(60_000), "3600 million pixels, over the limit of 300"),
    "a heic": (lambda: heic(60_000), "3600 million pixels, over the limit of 300"),
    "a webp": (lambda: webp(16_383), "268 million pixels in 36 bytes, as no photo has"),
    "texts of a png": (lambda: texts(500_000_000), "it holds more text than a photo has"),
    "a jpeg of scans": (lambda: encoded(picture(), "JPEG") + b"\xff\xda" * 2000, "scans"),
}


def measured(content: bytes, folder: Path) -> tuple[list[str], int]:
    """The reasons that `decode` and `thumbnail` give in a process of their own, and its MB."""
    file = folder / "bomb"
    file.write_bytes(content)
    words = [sys.executable, "-c", MEASURE, str(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    *reasons, megabytes = done.stdout.splitlines()
    return reasons, int(megabytes)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_its_pixels_are_read(name: str, tmp_path: Path) -> None:
    make, reason = BOMBS[name]
    content = make()
    assert len(content) < 3_000_000

    reasons, megabytes = measured(content, tmp_path)

    assert len(reasons) == 2
    assert all(reason in told for told in reasons)
    assert megabytes < 100


@pytest.mark.parametrize(
    ("mode", "form", "options"),
    [("RGB", "AVIF", {"speed": 10}), ("1", "TIFF", {"compression": "group4"})],
    ids=["a black frame as AVIF", "a blank page as TIFF of a scanner"],
)
def test_a_picture_of_one_colour_is_no_bomb_for_its_few_bytes(
    mode: str, form: str, options: dict[str, Any]
) -> None:
    """Both have more than 10,000 pixels a byte."""
    file = BytesIO()
    Image.new(mode, (7016, 9921)).save(file, form, **options)
    content = file.getvalue()
    assert 10_000 * len(content) < 7016 * 9921

    assert decode(content, 64).width == 7016


def test_a_large_transparent_png_takes_little_more_than_its_pixels(tmp_path: Path) -> None:
    """8000 × 8000 took 978 MB before; its pixels are 256."""
    side = 5000

    reasons, megabytes = measured(png(side, side, 6, 4), tmp_path)

    assert reasons == []
    assert megabytes < 1.5 * side * side * 4 / 2**20 + 50


def test_the_limit_of_pixels_is_what_the_caller_says() -> None:
    with pytest.raises(UnreadableError, match="144 million pixels, over the limit of 100"):
        decode(encoded(Image.new("1", (12_000, 12_000)), "PNG"), 64, pixel_limit=100_000_000)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "I;16", "CMYK"])
def test_a_large_photo_is_converted_by_parts_to_the_same_picture(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from photograph.extract import colour

    image = Image.new("I;16", (1, 1)) if mode == "I;16" else picture(3, 1003, 757).convert(mode)
    if mode == "I;16":
        image = (
            picture(3, 1003, 757).convert("L").convert("I").point(lambda v: v * 257).convert(mode)
        )
    if mode in ("RGBA", "LA"):
        image.putalpha(picture(4, 1003, 757).convert("L"))
    whole = colour.small_rgb(image, (64, 64))
    monkeypatch.setattr(colour, "_LARGE", 0)
    monkeypatch.setattr(colour, "_BAND", 50_000)

    parts = colour.small_rgb(image, (64, 64))

    differs = [abs(a - b) for a, b in zip(whole.tobytes(), parts.tobytes(), strict=True)]
    assert max(differs) <= 4
    assert sum(differs) / len(differs) < 1


def test_every_broken_file_has_a_reason() -> None:
    contents = [
        encoded(picture(3), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "TIFF")
    ]
    reasons = []
    for content in contents:
        for at in range(0, 600, 40):
            try:
                decode(content[:at] + b"\xff\0\xa5" * 30 + content[at + 90 :], 64)
            except UnreadableError as error:
                reasons.append(str(error))

    assert len(reasons) > 20
    assert all(len(reason) > len("it is broken: ") for reason in reasons)
