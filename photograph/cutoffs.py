"""The default cutoff of a similarity edge, by network: measured where it could be."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# What the old script used, on logits: for those, and for every network that was not measured.
FALLBACK = 0.6

# Chosen by `make evaluate-cutoffs`; docs/cutoffs.md says how, and shows the curves.
MEASURED: Mapping[str, float] = MappingProxyType(
    {
        "efficientnet-lite0": 0.47,
        "efficientnet-lite0-hub": 0.5,
        "mobilenet-v2-features": 0.58,
    }
)


def default_cutoff(network: str) -> float:
    """The cosine, in [-1, 1], below which two photos of this network get no edge."""
    return MEASURED.get(network, FALLBACK)
