"""Decodes a photo's bytes to upright RGB pixels at the network's input size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from PIL import ExifTags, Image

from photograph.array_types import Pixels
from photograph.extract.colour import small_rgb
from photograph.extract.damage import decode_part, load_image
from photograph.extract.exif import Exif, read_exif
from photograph.extract.exif_tags import BROKEN_EXIF
from photograph.extract.frames import count_frames, has_clip
from photograph.extract.heif_end import missing_bytes
from photograph.extract.image_file import DEFAULT_PIXEL_LIMIT, UnreadableError, open_image, reasons
from photograph.extract.signature import signature
from photograph.jpeg_saving import keep_how_saved
from photograph.picture_size import fitted

__all__ = ["DEFAULT_PIXEL_LIMIT", "DecodedPhoto", "UnreadableError", "decode", "thumbnail"]

Size = tuple[int, int]
_UPRIGHT = {  # EXIF orientation → what turns the stored pixels upright (EXIF 2.32, 4.6.4 A)
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class DecodedPhoto:
    """An upright photo: uint8 [size, size, 3] pixels, and what the file says of itself."""

    pixels: Pixels
    signature: bytes
    width: int
    height: int
    format: str
    exif: Exif
    damaged: bool = False  # data is missing, a tenth of the picture at most
    frames: int | None = None  # where there are several
    has_clip: bool = False


@dataclass(frozen=True)
class _Picture:
    """Pixels as the decoder gives them, at full or reduced size.

    Parameters
    ----------
    size: width and height of the whole photo before it is turned upright.
    turn: the EXIF orientation still to be applied; 1 is none.
    """

    image: Image.Image
    size: Size
    turn: int
    format: str
    exif: Exif
    damaged: bool


def decode(content: bytes, size: int, pixel_limit: int = DEFAULT_PIXEL_LIMIT) -> DecodedPhoto:
    """Decodes a photo to `size` × `size` RGB pixels, upright, transparent parts white.

    The whole picture is squeezed into the square: nothing at the borders is lost, and an
    upright and a sideways copy give the same pixels.

    Raises
    ------
    UnreadableError: the content is no image, more than a tenth of it is broken or missing, or it
        has more than `pixel_limit` pixels, or more than 65,535 in a row or column.
    """
    with _picture(content, lambda _: (size, size), pixel_limit) as found:
        rgb = _upright(found, (size, size))
    width, height = found.size if found.turn < 5 else found.size[::-1]
    return DecodedPhoto(
        np.asarray(rgb),
        signature(rgb),
        width,
        height,
        found.format,
        found.exif,
        found.damaged,
        count_frames(content, pixel_limit),
        has_clip(content),
    )


def thumbnail(content: bytes, side: int, pixel_limit: int = DEFAULT_PIXEL_LIMIT) -> Image.Image:
    """An upright RGB picture of a photo in its own shape, with at most `side` × `side` pixels.

    Its ``info`` keeps the colour profile of a photo that was RGB, and how a JPEG was saved where
    these are its pixels; nothing else.

    Raises
    ------
    UnreadableError: as for `decode`.
    """
    with _picture(content, lambda size: fitted(size, side), pixel_limit) as found:
        profile = found.image.info.get("icc_profile") if found.image.mode == "RGB" else None
        small = _upright(found, fitted(found.size, side))
        small.info = {"icc_profile": profile} if profile else {}
        if found.turn == 1:
            keep_how_saved(small, found.image)
    return small


@contextmanager
def _picture(content: bytes, wanted: Callable[[Size], Size], limit: int) -> Iterator[_Picture]:
    """A photo's pixels, decoded at the wanted size or a larger one."""
    missing = missing_bytes(content)
    if missing > 4 * len(content):  # a box may promise gigabytes
        raise UnreadableError(f"it is broken: its last {missing} bytes are missing")

    @contextmanager
    def reopen(part: bytes) -> Iterator[Image.Image]:
        with open_image(part, limit) as image:
            if not missing:  # where the photo is cut, its own small preview may be whole
                # A JPEG is decoded at 1/2, 1/4 or 1/8 of its size.
                image.draft("RGB", wanted(image.size))
            yield image

    with reasons(content) as told, open_image(content + bytes(missing), limit) as image:
        size, exif = image.size, _exif(image)
        if not missing:
            image.draft("RGB", wanted(size))
        drafted = image.size
        why = load_image(image, content, reopen, told)
        pixels = decode_part(content, reopen, why) if why else image
        # Pillow 12 and 13 turn a TIFF while it is loaded, and take the orientation out.
        full, turn = size if pixels.size == drafted else pixels.size, _orientation(image)
        yield _Picture(pixels, full, turn, image.format or "?", exif, bool(why))


def _exif(image: Image.Image) -> Exif:
    """The photo's metadata; pillow-heif has turned a HEIC already and removed its orientation."""
    exif, told = read_exif(image), image.info.get("original_orientation")
    return replace(exif, orientation=told) if told in _UPRIGHT else exif


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(ExifTags.Base.Orientation)
    except BROKEN_EXIF:
        return 1
    return found if found in _UPRIGHT else 1


def _upright(found: _Picture, size: Size) -> Image.Image:
    """The picture in RGB at this size (before turning), then turned upright."""
    rgb = small_rgb(found.image, size)
    turn = _UPRIGHT.get(found.turn)
    return rgb if turn is None else rgb.transpose(turn)
