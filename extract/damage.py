"""Decodes what is left of a photo whose data is broken or ends early, and measures how much.

Pillow's own tolerance, ``LOAD_TRUNCATED_IMAGES``, is one switch for all threads, and does not say
how much it decoded.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from photograph.extract.filling import Reopen, decode_cut_heic, decode_into_filled, rows_of
from photograph.extract.heif_end import missing_bytes
from photograph.extract.image_file import BROKEN_IMAGE, UnreadableError, words
from photograph.extract.jpeg_scans import END_OF_IMAGE, read_scans
from photograph.extract.png_chunks import first_wrong_pixels

_ENOUGH = 0.9
JPEGS = ("JPEG", "MPO")
_ALL_OR_NOTHING = ("HEIF", "WEBP", "AVIF")


def load_image(image: Image.Image, content: bytes, reopen: Reopen, told: list[str]) -> str:
    """Decodes an opened image; returns what is wrong with it, or an empty text.

    Parameters
    ----------
    told: errors that libtiff reported; Pillow ignores some of them.
    """
    if missing := missing_bytes(content):
        return f"its last {missing} bytes are missing"
    try:
        image.load()
    except BROKEN_IMAGE as error:
        return told[0] if told else words(error)
    if told:
        return told[0]
    if image.format in JPEGS and _ends_in_grey(image) and _runs_dry(content, reopen):
        return "its data ends before the picture does"
    if image.format == "PNG" and first_wrong_pixels(content) is not None:
        return "a checksum is wrong"
    return ""


def decode_part(content: bytes, reopen: Reopen, why: str) -> Image.Image:
    """The image of a photo that can't be decoded completely; missing pixels are filled.

    Raises
    ------
    UnreadableError: less than nine tenths can be decoded; its message is `why`.
    """
    image, share = _part(content, reopen)
    if share < _ENOUGH:
        part = f"{int(share * 100)}% of it can be decoded ({why})" if share else why
        raise UnreadableError(f"it is broken: {part}")
    return image


def _part(content: bytes, reopen: Reopen) -> tuple[Image.Image, float]:
    missing = missing_bytes(content)
    if missing:
        return decode_cut_heic(content, missing, reopen)
    with reopen(content) as image:
        kind, size = image.format, _stored_size(image)
    if kind in JPEGS:
        return _jpeg(content, reopen)
    if kind in _ALL_OR_NOTHING:
        return image, 0.0
    wrong = first_wrong_pixels(content) if kind == "PNG" else None
    return decode_into_filled(content[:wrong], size, reopen)


def _ends_in_grey(image: Image.Image) -> bool:
    """Whether the last pixel has the grey that libjpeg silently fills in for missing data."""
    corner = (image.width - 1, image.height - 1, image.width, image.height)
    return image.crop(corner).convert("RGB").getpixel((0, 0)) == (128, 128, 128)


def _runs_dry(content: bytes, reopen: Reopen) -> bool:
    """Whether the data of a one-scan JPEG ends before the picture does."""
    scans = read_scans(content)
    if len(scans.scans) != 1:
        return False
    try:
        with reopen(content[: scans.end] + bytes(64)) as image:  # which it reads ahead
            image.load()
    except BROKEN_IMAGE:
        return True
    return False


def _jpeg(content: bytes, reopen: Reopen) -> tuple[Image.Image, float]:
    """Decodes a JPEG with an end mark after its data; what the last scan changed was decoded.

    Missing scans of a progressive JPEG that only add detail do not count as missing.
    """
    scans = read_scans(content)
    with reopen(content + END_OF_IMAGE) as image:
        if not scans.is_whole:
            return image, 0.0
        image.load()
    if scans.before_last_is_whole:
        return image, 1.0
    with reopen(content[: scans.scans[-1].data] + END_OF_IMAGE) as before:
        before.load()
    changed = np.concatenate([(a != b).any((1, 2)) for a, b in rows_of(image, before)])
    return image, (int(changed.nonzero()[0][-1]) + 1) / image.height if changed.any() else 0.0


def _stored_size(image: Image.Image) -> tuple[int, int]:
    """The size of the pixels as stored; for a TIFF, Pillow reports the size after turning."""
    tags = getattr(image, "tag_v2", None)
    return (int(tags[256]), int(tags[257])) if tags else image.size
