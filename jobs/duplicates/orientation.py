"""The eight ways to lay a picture: turned by quarters, and mirrored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from photograph.array_types import Floats


@dataclass(frozen=True)
class Orientation:
    """What is done to a picture so that it lies as another one does.

    Parameters
    ----------
    quarters: quarter turns against the clock, after mirroring left to right.
    """

    quarters: int
    mirrored: bool

    @property
    def swaps_sides(self) -> bool:
        """Whether width and height change places."""
        return self.quarters % 2 == 1

    def of_array(self, pictures: Floats) -> Floats:
        """Pictures, float32 [..., side, side], laid this way."""
        laid = pictures[..., ::-1] if self.mirrored else pictures
        return np.rot90(laid, self.quarters, axes=(-2, -1))

    def of_image(self, image: Image.Image) -> Image.Image:
        """An image laid this way."""
        laid = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if self.mirrored else image
        turns = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180)
        turn = (*turns, Image.Transpose.ROTATE_270)[self.quarters]
        return laid if turn is None else laid.transpose(turn)


# As it is first, then turned, then mirrored: of a symmetric picture the simplest is told.
ORIENTATIONS = tuple(Orientation(turns, mirror) for mirror in (False, True) for turns in range(4))
