"""Opens a photo's content as an image and checks its size before any pixel is read."""

from __future__ import annotations

import io
import logging
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pillow_heif
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from photograph.extract.libtiff_errors import libtiff_errors

pillow_heif.register_heif_opener()
# The limits below are checked before any pixel is read, and say what to do; Pillow's only warns.
Image.MAX_IMAGE_PIXELS = None
warnings.filterwarnings("ignore", module=r"PIL\..*")
# Without a handler, Python itself writes what Pillow logs of a broken file to standard error.
logging.getLogger("PIL").addHandler(logging.NullHandler())
# PNG's texts are inflated when it is opened; Pillow's 1 MB is less than what some editors write.
PngImagePlugin.MAX_TEXT_CHUNK = 16 * 2**20

DEFAULT_PIXEL_LIMIT = 300_000_000
# The longest that JPEG and GIF can write (16 bits); a picture 65,536 times as wide as high is none.
SIDE_LIMIT = 65_535
# A bomb of a few kilobytes can have thousands of scans, each as long to decode as a photo.
_SCAN_LIMIT = 1_000
# Above it photos are decoded one at a time, so that threads don't multiply gigabytes.
_LARGE = 40_000_000
# A WebP of one colour may have any number of pixels in 36 bytes, and decoding takes 16 bytes for
# each. A black frame of a phone is no bomb: 49 million pixels, 400 a byte where it is lossy.
_WEBP_PIXELS, _WEBP_PIXELS_A_BYTE = 100_000_000, 10_000
_PHOTOS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "GIF", "BMP")
_one_large = threading.RLock()  # a damaged one is opened again while it is open

# All that Pillow's decoders raise on broken files.
BROKEN_IMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    RuntimeError,
    struct.error,
)


class UnreadableError(Exception):
    """The photo can't be used; the message says why, in words for its owner."""


@contextmanager
def reasons(content: bytes) -> Iterator[list[str]]:
    """Turns Pillow's errors about a broken photo into UnreadableError; yields libtiff's errors."""
    if not content:
        raise UnreadableError("the file is empty")
    with libtiff_errors() as told:
        try:
            yield told
        except UnidentifiedImageError as error:
            raise UnreadableError(_not_opened(content)) from error
        except MemoryError as error:
            raise UnreadableError("there is not enough memory to decode it") from error
        except BROKEN_IMAGE as error:
            why = told[0] if told else _cut(content) or words(error)
            raise UnreadableError(f"it is broken: {why}") from error


def words(error: BaseException) -> str:
    """The message of an exception, or its type where Pillow left the message empty."""
    if "PngImagePlugin.MAX_TEXT" in str(error):
        return "it holds more text than a photo has"
    return " ".join(str(error).split()) or f"Pillow stops with {type(error).__name__}"


def _cut(content: bytes) -> str:
    """Says how many bytes a WebP file lacks, which libwebp does not report; empty if none."""
    missing = int.from_bytes(content[4:8], "little") + 8 - len(content)
    riff = content[:4] == b"RIFF" and missing > 0
    return f"its last {missing} bytes are missing" if riff else ""


def _not_opened(content: bytes) -> str:
    """Why Pillow can't identify a file as an image; its first bytes may show that it was one."""
    for kind in _PHOTOS:
        _, accepts = Image.OPEN.get(kind, (None, None))
        if accepts and accepts(content[:16].ljust(16, b"\0")) is True:
            return f"it is broken: it begins as {kind} and its header can't be read"
    return "it is not an image that can be read"


@contextmanager
def open_image(content: bytes, pixel_limit: int) -> Iterator[Image.Image]:
    """Opens the image in a file's content without decoding any pixel.

    Raises
    ------
    UnreadableError: it is larger than the limits. Errors of Pillow are raised as they are.
    """
    with Image.open(io.BytesIO(content)) as image:
        _check_size(image.size, pixel_limit)
        if image.format == "WEBP":
            _check_webp(image.width * image.height, len(content))
        if image.format in ("JPEG", "MPO") and content.count(b"\xff\xda") > _SCAN_LIMIT:
            raise UnreadableError(f"it is a JPEG of more than {_SCAN_LIMIT} scans")
        with _one_large if image.width * image.height > _LARGE else nullcontext():
            yield image


def _check_webp(pixels: int, length: int) -> None:
    if pixels > _WEBP_PIXELS and pixels > length * _WEBP_PIXELS_A_BYTE:
        raise UnreadableError(
            f"it has {pixels / 1e6:.0f} million pixels in {length} bytes, as no photo has"
        )


def _check_size(size: tuple[int, int], pixel_limit: int) -> None:
    width, height = size
    if width * height > pixel_limit:
        raise UnreadableError(
            f"it has {width * height / 1e6:.0f} million pixels, over the limit of"
            f" {pixel_limit / 1e6:.0f}"
        )
    if max(size) > SIDE_LIMIT:
        raise UnreadableError(
            f"it is {max(size)} pixels {'wide' if width > height else 'high'}, over the limit of"
            f" {SIDE_LIMIT}"
        )
