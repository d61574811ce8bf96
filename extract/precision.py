"""Decides whether running a network in bfloat16 is exact enough."""

from __future__ import annotations

import numpy as np

from photograph.array_types import Floats64, Pixels
from photograph.console import say
from photograph.extract.network import Network
from photograph.extract.options import Precision

# The least mean cosine between bfloat16 and float32 features of the same photos.
EXACT_ENOUGH = 0.999


def use_bfloat16(network: Network, pixels: Pixels, wanted: Precision) -> bool:
    """Whether to run in bfloat16: as asked, or, with `AUTO`, if these photos get equal features.

    Parameters
    ----------
    pixels: uint8 [batch, size, size, 3], the first photos of the run, for the comparison.
    """
    if wanted is not Precision.AUTO or not network.fast:
        asked = wanted is Precision.BFLOAT16
        if asked and not network.fast:
            say("This machine has no bfloat16 instructions: float32 is used.")
        return asked and network.fast is not None
    return bool(bfloat16_agreement(network, pixels).mean() >= EXACT_ENOUGH)


def bfloat16_agreement(network: Network, pixels: Pixels) -> Floats64:
    """The cosine of each photo's bfloat16 features with its float32 ones, float64 [batch]."""
    exact = network.run(pixels).features.astype(np.float64)
    quick = network.run(pixels, fast=True).features.astype(np.float64)
    lengths = np.linalg.norm(exact, axis=1) * np.linalg.norm(quick, axis=1)
    products: Floats64 = (exact * quick).sum(axis=1)
    return products / np.where(lengths == 0, 1, lengths)
