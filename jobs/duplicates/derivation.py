"""Which of two pictures was made from the other: an edit, an enlargement, a border around it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from photograph.array_types import Floats, Pixels
from photograph.jobs.duplicates.block_correlation import block_correlations
from photograph.jobs.duplicates.closer_look import at_size
from photograph.picture_size import fitted

_SIDE, _BLOCK = 512, 16
# A block below this correlation has been painted over.
_CHANGED = 0.95
# Mean spread in levels of the colours of a grey picture, and of one that has any.
_GREY, _COLOURED = 0.5, 1.5
# What is laid over a photo has edges of its own, by so much more there.
_MORE_EDGES = 1.15
# An enlarged picture is foretold by the smaller one, but for this share of what that one loses
# where it is made smaller by as much. Of 40 shared photos, real ones have .64 and more, soft ones,
# blurred by one or two pixels, .31; of those enlarged to the double 95% have .24 and less.
LEAST_ENLARGED, _FORETOLD = 1.3, 0.27
_KERNELS = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)

# A border is of one colour, within these levels, but for a few letters and signs; and not that of
# most of the photo's own rim, which would be a photo on white from which a part was cut.
_ONE_COLOUR, _UNIFORM, _OTHER_COLOUR, _RIM = 8, 0.85, 16, 0.4
_BLURRED, _RIM_PIXELS = 5, 9
Mask = npt.NDArray[np.bool_]


def edited_one(one: Image.Image, other: Image.Image) -> int | None:
    """Which of two RGB pictures that lie the same way is the edited one, 0 or 1; None if unknown.

    Of a grey and a coloured picture it is the grey one; else the one with more edges where they
    differ. Light and contrast don't say.
    """
    size = fitted(min(one.size, other.size), _SIDE)
    small = [at_size(of, size) for of in (one, other)]
    spread = [_colour_spread(of) for of in small]
    if min(spread) < _GREY and max(spread) > _COLOURED:
        return int(spread[1] < spread[0])
    luma = [np.asarray(of.convert("L"), np.float32) for of in small]
    painted = block_correlations(luma[0], luma[1], _BLOCK) < _CHANGED
    if not painted.any():
        return None
    edges = [_edges(of, painted) for of in luma]
    if max(edges) < _MORE_EDGES * min(edges):
        return None
    return int(edges[1] > edges[0])


def _colour_spread(picture: Image.Image) -> float:
    pixels = np.asarray(picture, np.float32)
    return float((pixels.max(2) - pixels.min(2)).mean())


def _edges(luma: Floats, painted: Mask) -> float:
    """The mean step between pixels beside each other in these blocks, in levels."""
    steps = np.abs(cv2.Laplacian(luma, cv2.CV_32F))
    rows, columns = painted.shape
    blocks = steps[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK)
    return float(blocks.mean((1, 3))[painted].mean())


def is_enlarged(large: Image.Image, small: Image.Image) -> bool:
    """Whether the larger of two pictures shows nothing that the smaller one does not.

    Both lie the same way. Real photos have about as much detail in each octave (Field, 1987); one
    that was enlarged has none in what was added.
    """
    times = large.width / small.width
    if times < LEAST_ENLARGED:
        return False
    less = max(1, round(small.width / times)), max(1, round(small.height / times))
    one, other = large.convert("L"), small.convert("L")
    lost = _apart(other, other.resize(less, Image.Resampling.LANCZOS))
    return _apart(one, other) < _FORETOLD * lost


def _apart(large: Image.Image, small: Image.Image) -> float:
    """How far a picture is from a smaller one that is enlarged as programs do it, in levels."""
    pixels = np.asarray(large, np.float32)
    enlarged = (np.asarray(small.resize(large.size, kernel), np.float32) for kernel in _KERNELS)
    return min(float(np.sqrt(np.square(pixels - of).mean())) for of in enlarged)


def is_framed(picture: Pixels, part: Mask) -> bool | None:
    """Whether what lies around a part of a picture was added to it: a border, a screen.

    None where the rim of the part has the colour of what lies around it: a white border around a
    photo on white looks as the photo from which a part was cut.

    Parameters
    ----------
    picture: luma, uint8 [height, width].
    part: where the part lies, of the same shape.
    """
    around = ~_grown(part, _BLURRED)
    inner = part & ~_grown(~part, _BLURRED)
    rim = inner & _grown(~part, _RIM_PIXELS)
    if not around.any() or not rim.any():
        return False
    colour = float(np.median(picture[around]))
    uniform = np.abs(picture[around] - colour) <= _ONE_COLOUR
    differs = np.abs(picture[rim] - colour) > _OTHER_COLOUR
    if uniform.mean() < _UNIFORM:
        return False
    return True if differs.mean() >= _RIM else None


def _grown(mask: Mask, by: int) -> Mask:
    around = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return np.asarray(cv2.dilate(mask.astype(np.uint8), around) > 0)
