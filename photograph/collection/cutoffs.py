"""The default cutoff of a similarity edge for each network, measured where possible."""

from __future__ import annotations

from collections.abc import Mapping
from glob import escape
from types import MappingProxyType

from photograph.settings import Home

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


def default_cutoff(network: str, home: Home) -> float:
    """The lowest cosine, in [-1, 1], of an edge between two photos of this network.

    A network that was trained here has its own: `train` measures it and `extract` keeps it.
    """
    own = _own_cutoff(network, home)
    return MEASURED.get(network, FALLBACK) if own is None else own


def _own_cutoff(network: str, home: Home) -> float | None:
    from photograph.collection.contract import (  # pyarrow takes 100 ms
        EMBEDDINGS_FILE,
        read_provenance,
    )

    files = sorted(home.embeddings.glob(f"*/{escape(network)}/{EMBEDDINGS_FILE}"))
    return next((own for file in files if (own := read_provenance(file).cutoff) is not None), None)
