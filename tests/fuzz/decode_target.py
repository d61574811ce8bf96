"""Photos of every format: pixels, or a reason in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from PIL import ExifTags

from photograph.extract.decode import UnreadableError, decode, thumbnail
from tests.extract.photo_files import FORMATS, encoded, exif_of, picture
from tests.fuzz.target import Check, Target

_SIZE = 16
_PIXELS = 4_000_000
_WORDS = (
    b"\xff\xd8",
    b"\xff\xda",
    b"\xff\xc2",
    b"IDAT",
    b"IEND",
    b"ftyp",
    b"ipma",
    b"iloc",
    b"ANMF",
)


def _seeds() -> list[bytes]:
    small = picture(3, 24, 16)
    turned = exif_of(small, base={ExifTags.Base.Orientation: 6})
    upright = [make(small) for make in FORMATS.values()]
    return upright + [encoded(small, kind, exif=turned) for kind in ("JPEG", "TIFF", "PNG", "WEBP")]


@contextmanager
def _opened(_: Path) -> Iterator[Check]:
    yield _check


def _check(content: bytes) -> None:
    with suppress(UnreadableError):
        decoded = decode(content, _SIZE, _PIXELS)
        assert decoded.pixels.shape == (_SIZE, _SIZE, 3)
        assert decoded.pixels.dtype == np.uint8
        assert 0 < decoded.width * decoded.height <= _PIXELS
    with suppress(UnreadableError):
        assert max(thumbnail(content, _SIZE, _PIXELS).size) <= _SIZE


DECODE = Target("decode", _seeds, _WORDS, _opened)
