"""A photo's bytes → upright RGB pixels at the network's input size."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pillow_heif
from PIL import Image, UnidentifiedImageError

from extract.exif import Exif, read_exif

pillow_heif.register_heif_opener()
# The limit below is checked before any pixel is read, and says what to do; Pillow's only warns.
Image.MAX_IMAGE_PIXELS = None
warnings.filterwarnings("ignore", module=r"PIL\..*")

DEFAULT_PIXEL_LIMIT = 300_000_000
_UPRIGHT = {  # EXIF orientation → what turns the stored pixels upright (EXIF 2.32, 4.6.4 A)
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# All that Pillow's decoders raise on broken files.
_BROKEN_IMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
    ZeroDivisionError,
    RuntimeError,
    struct.error,
)


class UnreadableError(Exception):
    """The photo can't be used; the message says why, in words for its owner."""


@dataclass(frozen=True)
class Decoded:
    """An upright photo: uint8 [size, size, 3] pixels, and what the file says of itself."""

    pixels: npt.NDArray[np.uint8]
    width: int
    height: int
    format: str
    exif: Exif


def decode(content: bytes, size: int, pixel_limit: int = DEFAULT_PIXEL_LIMIT) -> Decoded:
    """Decodes a photo to `size` × `size` RGB pixels, upright, transparent parts white.

    The whole picture is squeezed into the square: nothing at the borders is lost, and an
    upright and a sideways copy give the same pixels.

    Raises
    ------
    UnreadableError: the content is no image, broken, or has more than `pixel_limit` pixels.
    """
    with _opened(content, pixel_limit) as image:
        width, height, kind = image.width, image.height, image.format or "?"
        exif = read_exif(image)
        rgb = _upright(image, (size, size), exif)
    if exif.orientation >= 5:
        width, height = height, width
    return Decoded(np.asarray(rgb), width, height, kind, exif)


def thumbnail(content: bytes, side: int, pixel_limit: int = DEFAULT_PIXEL_LIMIT) -> Image.Image:
    """An upright RGB picture of a photo in its own shape, with at most `side` × `side` pixels.

    Its ``info`` keeps the colour profile of a photo that was RGB, and nothing else.

    Raises
    ------
    UnreadableError: as `decode`.
    """
    with _opened(content, pixel_limit) as image:
        exif = read_exif(image)
        profile = image.info.get("icc_profile") if image.mode == "RGB" else None
        scale = min(side / max(image.size), 1.0)
        size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
        small = _upright(image, size, exif)
    small.info = {"icc_profile": profile} if profile else {}
    return small


@contextmanager
def _opened(content: bytes, pixel_limit: int) -> Iterator[Image.Image]:
    """The image in a file's content; whatever Pillow says of a broken one is an UnreadableError."""
    if not content:
        raise UnreadableError("the file is empty")
    try:
        with Image.open(io.BytesIO(content)) as image:
            _check_size(image, pixel_limit)
            yield image
    except UnidentifiedImageError as error:
        raise UnreadableError("it is not an image that can be read") from error
    except _BROKEN_IMAGE as error:
        raise UnreadableError(f"it is broken: {error}" if str(error) else "it is broken") from error


def _upright(image: Image.Image, size: tuple[int, int], exif: Exif) -> Image.Image:
    """The picture in RGB, of a size as it lies in the file, then turned as its EXIF says."""
    # A JPEG is decoded at 1/2, 1/4 or 1/8 of its size, never below what is needed.
    image.draft("RGB", size)
    rgb = _rgb(image).resize(size, Image.Resampling.BICUBIC)
    turn = _UPRIGHT.get(exif.orientation)
    return rgb if turn is None else rgb.transpose(turn)


def _check_size(image: Image.Image, pixel_limit: int) -> None:
    if image.width * image.height > pixel_limit:
        millions = image.width * image.height / 1e6
        raise UnreadableError(
            f"it has {millions:.0f} million pixels, over the limit of {pixel_limit / 1e6:.0f}"
        )


def _rgb(image: Image.Image) -> Image.Image:
    """8-bit RGB; alpha is laid on white, 16-bit greys are scaled (Pillow 13 clips them)."""
    if image.mode.startswith("I") or image.mode == "F":
        return Image.fromarray(_eight_bits(np.asarray(image))).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _eight_bits(pixels: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    values = pixels.astype(np.float32)
    top = 65535.0 if values.max(initial=0.0) > 255.0 else 255.0
    scaled: npt.NDArray[np.float32] = np.clip(values * (255.0 / top), 0, 255)
    return scaled.astype(np.uint8)
