"""Decodes photos twice with different filling for missing data, to see what is real.

A pixel that is the same both times comes from the file, which measures how much was decoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress

import numpy as np
import numpy.typing as npt
from PIL import Image

from photograph.array_types import Pixels
from photograph.extract.image_file import BROKEN_IMAGE

_ROWS = 256

# Opens a content as the photo was opened at first, at the same scale.
Reopen = Callable[[bytes], AbstractContextManager[Image.Image]]


def decode_cut_heic(content: bytes, missing: int, reopen: Reopen) -> tuple[Image.Image, float]:
    """Decodes a cut HEIC with its missing bytes filled, since libheif refuses a shorter file."""
    with reopen(content + bytes(missing)) as image, reopen(content + b"\xff" * missing) as other:
        image.load()
        other.load()
    lost = sum(np.count_nonzero((a != b).any(-1) | _no_tile(a)) for a, b in rows_of(image, other))
    return image, 1 - lost / (image.width * image.height)


def _no_tile(pixels: Pixels) -> npt.NDArray[np.bool_]:
    """Where a whole tile may be missing: libheif leaves YCbCr 0, a pure green, there."""
    if pixels.shape[-1] < 3:
        return np.zeros(pixels.shape[:-1], np.bool_)
    red, green, blue = (pixels[..., band] for band in range(3))
    found: npt.NDArray[np.bool_] = (red == 0) & (blue == 0) & (green > 60) & (green < 150)
    return found


def decode_into_filled(
    content: bytes, size: tuple[int, int], reopen: Reopen
) -> tuple[Image.Image, float]:
    """Decodes into memory that was filled with a known value."""
    images = []
    for fill in (0, 1):
        with reopen(content) as image:
            canvas = Image.new(image.mode, size, _grey(image, fill)).im
            image.im = canvas
            with suppress(*BROKEN_IMAGE):
                image.load()
            if image.format == "GIF" and image.im is not canvas:  # Pillow filled it once more
                return image, 0.0
            images.append(image._new(image.im))
    decoded = sum(np.count_nonzero((a == b).all(-1)) for a, b in rows_of(*images))
    return images[0], decoded / (size[0] * size[1])


def _grey(image: Image.Image, fill: int) -> int | tuple[int, ...]:
    """Two slightly different greys to fill with, for each mode."""
    if image.mode == "1":
        return 255 * fill
    value = (32_768 if image.mode.startswith("I") else 128) + fill
    bands = len(image.getbands())
    return (value,) * bands if bands > 1 else value


def rows_of(one: Image.Image, other: Image.Image) -> Iterator[tuple[Pixels, Pixels]]:
    """Yields pixels of both images some rows at a time, [rows, width, channels], to save memory."""
    for top in range(0, one.height, _ROWS):
        box = (0, top, one.width, min(top + _ROWS, one.height))
        one_rows, other_rows = np.asarray(one.crop(box)), np.asarray(other.crop(box))
        shape = (*one_rows.shape[:2], -1)
        yield one_rows.reshape(shape), other_rows.reshape(shape)
