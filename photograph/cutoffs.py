"""The default cutoff of each network."""

from __future__ import annotations


def default_cutoff(network: str) -> float:
    """The lowest cosine of an edge between photos of a network."""
    return 0.6
