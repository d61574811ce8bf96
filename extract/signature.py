"""The signature of a photo: its luma, 64 × 64, by which pixels tell copies from look-alikes."""

from __future__ import annotations

from PIL import Image

from photograph.collection.contract import SIGNATURE_SIDE


def signature(upright: Image.Image) -> bytes:
    """The luma (ITU-R BT.601) of an upright RGB picture, squeezed into 64 × 64, row by row.

    Returns 4,096 bytes, of uint8 each.
    """
    size = (SIGNATURE_SIDE, SIGNATURE_SIDE)
    return upright.convert("L").resize(size, Image.Resampling.BOX).tobytes()
