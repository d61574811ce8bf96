"""Converts pixels of any mode to small 8-bit RGB without a second copy of a large photo."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from photograph.array_types import Floats, Pixels

# Up to here a photo is converted as a whole.
_LARGE = 20_000_000
_BAND = 4_000_000
# Averaged to so many times the size that is wanted, a picture looks the same after resizing.
_GAP = 3


def small_rgb(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in RGB and of this size; transparent parts white, 16-bit greys scaled."""
    rgb = image if image.mode == "RGB" and "transparency" not in image.info else None
    if rgb is None and image.width * image.height > _LARGE:
        return _by_bands(image, size)
    rgb = rgb or _rgb(image, _top(image))
    return rgb.resize(size, Image.Resampling.BICUBIC)


def _by_bands(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Converts and averages some rows at a time."""
    across, down = (max(side // (_GAP * to), 1) for side, to in zip(image.size, size, strict=True))
    width, height, top = image.width, image.height, _top(image)
    reduced = Image.new("RGB", (-(-width // across), -(-height // down)))
    step = max(_BAND // width // down, 1) * down
    for row in range(0, height, step):
        band = image.crop((0, row, width, min(row + step, height)))
        reduced.paste(_rgb(band, top).reduce((across, down)), (0, row // down))
    box = (0, 0, width / across, height / down)
    return reduced.resize(size, Image.Resampling.BICUBIC, box)


def _rgb(image: Image.Image, top: float) -> Image.Image:
    """8-bit RGB; alpha is laid on white, 16-bit greys are scaled (Pillow 13 clips them)."""
    if _is_deep(image):
        return Image.fromarray(_eight_bits(np.asarray(image), top)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _is_deep(image: Image.Image) -> bool:
    return image.mode.startswith("I") or image.mode == "F"


def _top(image: Image.Image) -> float:
    """The value of white in a grey image of more than 8 bits."""
    if not _is_deep(image):
        return 255.0
    brightest = max(float(np.asarray(band).max(initial=0)) for band in _bands(image))
    return 65535.0 if brightest > 255.0 else 255.0


def _bands(image: Image.Image) -> list[Image.Image]:
    step = max(_BAND // image.width, 1)
    rows = range(0, image.height, step)
    return [image.crop((0, row, image.width, min(row + step, image.height))) for row in rows]


def _eight_bits(pixels: npt.NDArray[np.generic], top: float) -> Pixels:
    values = pixels.astype(np.float32)
    scaled: Floats = np.clip(np.nan_to_num(values) * (255.0 / top), 0, 255)
    return scaled.astype(np.uint8)
