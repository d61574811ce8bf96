"""A real film of some pictures, and a motion photo that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image


def film(pictures: Sequence[Image.Image], to: Path) -> bytes:
    """An MP4 of these pictures, as a library writes it."""
    size = pictures[0].size
    writer = cv2.VideoWriter(str(to), cv2.VideoWriter.fourcc(*"mp4v"), 10, size)
    for one in pictures:
        writer.write(np.asarray(one.convert("RGB"))[..., ::-1].copy())
    writer.release()
    return to.read_bytes()


def motion_photo(still: bytes, clip: bytes) -> bytes:
    """As cameras write it: the film right behind the end of a JPEG, or in a box of a HEIC."""
    if still[4:8] == b"ftyp":
        return still + (len(clip) + 8).to_bytes(4) + b"mpvd" + clip
    return still + clip
