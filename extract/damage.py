"""What can be decoded of a photo whose data is broken or ends too early, and how much that is.

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
    """Loads an opened image; gives what is wrong with it, or nothing.

    Parameters
    ----------
    told: libtiff's errors, of which Pillow passes over some.
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
    """The image of a photo that can't be decoded whole, something else in what is missing.

    Raises
    ------
    UnreadableError: less than nine tenths can be decoded; `why` is told.
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
    """Whether the last pixel is of the grey that libjpeg puts, in silence, for missing data."""
    corner = (image.width - 1, image.height - 1, image.width, image.height)
    return image.crop(corner).convert("RGB").getpixel((0, 0)) == (128, 128, 128)


def _runs_dry(content: bytes, reopen: Reopen) -> bool:
    """Whether a JPEG of one scan needs its end mark, in place of which libjpeg waits for more."""
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
    """With an end mark after the data; what the last scan changed in it was decoded.

    Where all that is missing only makes the picture finer (progressive), none of it is missing.
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
    """The size as the pixels lie in the file; of a TIFF Pillow tells the upright one."""
    tags = getattr(image, "tag_v2", None)
    return (int(tags[256]), int(tags[257])) if tags else image.size
