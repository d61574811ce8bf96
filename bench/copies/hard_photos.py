"""Photos that share most of what they show and are no copies: a camera that pans, two eyes."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

_SHARE, _STEPS = 0.8, (0.0, 0.5, 1.0)  # of each side, and where along the rest
_EYES = 0.03  # the most that a near thing is moved between two eyes, as a share of the width
_DEPTHS = (4, 3)  # of near and far, in which the scene is laid


def pan(photo: Image.Image) -> list[Image.Image]:
    """Frames of a camera that pans over a photo: each is no part of another."""
    width, height = round(photo.width * _SHARE), round(photo.height * _SHARE)
    rest = photo.width - width, photo.height - height
    places = [(round(rest[0] * step), round(rest[1] * (1 - step))) for step in _STEPS]
    return [photo.crop((x, y, x + width, y + height)) for x, y in places]


def two_eyes(photo: Image.Image, seed: int) -> list[Image.Image]:
    """A photo as two eyes see it: what is near lies elsewhere, what is far does not."""
    chance = np.random.default_rng(seed)
    pixels = np.asarray(photo)
    height, width = pixels.shape[:2]
    near = chance.uniform(-_EYES, _EYES, _DEPTHS).astype(np.float32)
    shift = cv2.resize(near, (width, height), interpolation=cv2.INTER_CUBIC) * width
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    other = cv2.remap(
        pixels, columns + shift, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return [photo, Image.fromarray(np.asarray(other, np.uint8))]
