"""Maintainers' script: computes the basis that is shipped for the default network.

    python -m tools.fit_basis PHOTOS

takes any large and varied folder of photos (the shipped one: the 9,144 photos of Caltech 101)
and writes ``extract/bases/efficientnet-lite0.npz``: mean float32 [1280], basis float16
[1280, 256], 660 KB.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from photograph.array_types import Floats
from photograph.collection.find_photos import find_photos
from photograph.console import progress
from photograph.extract.embed import decoding_workers, read_in_order, read_photo
from photograph.extract.network import Network, NetworkRequest, open_network
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.extract.projection import fit
from photograph.settings import home

DIMS = 256
_BATCH = 64


def main(photos: Path) -> None:
    """Fits the basis on the features of every readable photo and writes it."""
    network = open_network(NetworkRequest(DEFAULT_NETWORK), home())
    projection = fit(_features(photos, network), DIMS)
    file = Path(__file__).parents[1] / "extract" / "bases" / f"{DEFAULT_NETWORK}.npz"
    np.savez_compressed(
        file,
        mean=projection.mean,
        basis=projection.basis.astype(np.float16),
        weights_sha256=np.array(network.facts.weights_sha256),
    )
    print(f"{file}: {file.stat().st_size} bytes")


def _features(photos: Path, network: Network) -> Iterator[Floats]:
    found = find_photos(photos).photos
    reads = read_in_order(
        found,
        lambda photo: read_photo(photo, network.input_size, 10**9, lambda _: False),
        decoding_workers(),
        ahead=2 * _BATCH,
    )
    pixels = []
    with progress("Embedding", len(found)) as advance:
        for read in reads:
            advance(1)
            if read.decoded:
                pixels.append(read.decoded.pixels)
            if len(pixels) == _BATCH:
                yield network.run(np.stack(pixels)).features
                pixels = []
        if pixels:
            yield network.run(np.stack(pixels)).features


if __name__ == "__main__":
    main(Path(sys.argv[1]))
