"""Embeds one photo in the same way as the photos of a collection."""

from __future__ import annotations

from pathlib import Path

from photograph.array_types import Floats
from photograph.collection.contract import Provenance, read_provenance
from photograph.collection.find_photos import PhotoFile
from photograph.errors import PhotographError
from photograph.extract.decode import DEFAULT_PIXEL_LIMIT
from photograph.extract.embed import ReadPhoto, read_photo, stack_pixels
from photograph.extract.frozen_projection import frozen_projection
from photograph.extract.merge import made_with
from photograph.extract.network import Network, NetworkRequest, open_network
from photograph.extract.projection import EmbeddingProjection, embed
from photograph.extract.saved_model import NetworkOptions
from photograph.extract.store import EmbeddingStore
from photograph.settings import Home


def embed_photo(file: Path, embeddings: Path, home: Home) -> Floats:
    """The unit-length embedding of one photo, float32 [dims].

    Parameters
    ----------
    file: any file; it need not be in the folder of the collection.
    embeddings: the collection's embeddings file, beside which its projection lies.

    Raises
    ------
    PhotographError: the file is not a readable photo; or the network or the projection of
        the collection is missing or has changed.
    """
    provenance = read_provenance(embeddings)
    read = _read(file, provenance.input_size)
    projection = projection_of(embeddings, provenance)
    network = _network(provenance, home)
    # As the collection was embedded; where it was in both ways, the exact one.
    fast = provenance.precision == "bfloat16"
    features = network.run(stack_pixels([read]), fast).features
    vector: Floats = embed(features, projection)[0]
    return vector


def _read(file: Path, size: int) -> ReadPhoto:
    photo = PhotoFile(file.name, file, 0, 0)
    read = read_photo(photo, size, DEFAULT_PIXEL_LIMIT, lambda _: False)
    if read.reason:
        raise PhotographError(f"{file} can't be used: {read.reason}.", "Name another photo.")
    return read


def projection_of(embeddings: Path, provenance: Provenance) -> EmbeddingProjection | None:
    """The projection of an embeddings file; None where embeddings are the features themselves.

    Raises
    ------
    PhotographError: its file is missing.
    """
    store = EmbeddingStore(embeddings.parent, provenance)
    projection = frozen_projection(store)
    # A collection of raw features has none, though its network may have come by one since.
    found = projection if provenance.projection_sha256 else None
    if made_with(store, found).projection_sha256 != provenance.projection_sha256:
        raise PhotographError(
            f"The projection that shortened the embeddings in {embeddings} is missing.",
            "Make them again: photograph extract, load, link",
        )
    return found


def _network(provenance: Provenance, home: Home) -> Network:
    wanted = NetworkOptions(provenance.output, provenance.input_size, provenance.value_range)
    try:
        network = open_network(NetworkRequest(provenance.handle, wanted, provenance.network), home)
    except PhotographError as error:
        raise PhotographError(
            f"The network {provenance.network} of the graph can't be opened: {error.what}",
            "Put it back, or extract, load and link the photos with another one.",
        ) from error
    facts = network.facts
    if (facts.weights_sha256, facts.dims) != (provenance.weights_sha256, provenance.features):
        raise PhotographError(
            f"{provenance.handle} has changed since it made the embeddings.",
            "Make them again: photograph extract --replace, then load and link",
        )
    return network
