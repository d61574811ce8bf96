"""Real embeddings for benchmarks of `link`: Caltech 101, its mirror images and its crops."""

from __future__ import annotations

import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from photograph.array_types import Floats, Pixels
from photograph.collection.find_photos import find_photos
from photograph.console import progress
from photograph.extract.embed import decoding_workers, read_in_order, read_photo
from photograph.extract.network import Network, NetworkRequest, open_network
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.extract.projection import embed, shipped
from photograph.settings import Home

SHARED = Path(__file__).parents[2] / "shared" / "photos"
COUNT = 29_144
_BATCH = 64
_READ_SIZE = 288
# Parts of the picture as left, upper, right, lower shares; the last is the whole, mirrored.
_CROPS = ((0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 0.75, 0.75), (0.25, 0.25, 1.0, 1.0))


def real_vectors(home: Home) -> Floats:
    """Unit vectors, float32 [29144, 256], of real photos; kept in the working folder."""
    kept = home.root / "bench" / "caltech.npy"
    if not kept.exists():
        if not SHARED.is_dir():
            sys.exit(f"this benchmark needs the shared photos in {SHARED}")
        kept.parent.mkdir(parents=True, exist_ok=True)
        network = open_network(NetworkRequest(DEFAULT_NETWORK), home)
        projection = shipped(DEFAULT_NETWORK, network.facts.weights_sha256)
        features = np.concatenate(list(_features(network)))[:COUNT]
        np.save(kept, embed(features, projection))
    vectors: Floats = np.load(kept)
    return vectors


def _features(network: Network) -> Iterator[Floats]:
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(SHARED / "caltech101.tar") as archive:
            archive.extractall(folder, filter="data")
        photos = find_photos(Path(folder)).photos
        reads = read_in_order(
            photos,
            lambda photo: read_photo(photo, _READ_SIZE, 10**9, lambda _: False),
            decoding_workers(),
            ahead=2 * _BATCH,
        )
        batch = []
        with progress("Embedding", len(photos)) as advance:
            for read in reads:
                advance(1)
                if read.decoded:
                    batch += _views(Image.fromarray(read.decoded.pixels), network.input_size)
                if len(batch) >= _BATCH:
                    yield network.run(np.stack(batch), fast=True).features
                    batch = []
        if batch:
            yield network.run(np.stack(batch), fast=True).features


def _views(image: Image.Image, size: int) -> list[Pixels]:
    side = image.width
    boxes = [(a * side, b * side, c * side, d * side) for a, b, c, d in _CROPS]
    views = [image.resize((size, size), Image.Resampling.BICUBIC, box=box) for box in boxes]
    views.append(views[0].transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    return [np.asarray(view) for view in views]
