"""Chooses the projection that shortens a collection's embeddings, once, so they stay comparable."""

from __future__ import annotations

from photograph.errors import PhotographError
from photograph.extract.merge import PathsByContent, features_in
from photograph.extract.projection import (
    EmbeddingProjection,
    fit,
    read_projection,
    shipped,
    write_projection,
)
from photograph.extract.store import EmbeddingStore


def check_dims(store: EmbeddingStore, dims: int | None, refit: bool, photos: int) -> None:
    """Refuses an impossible `--dims` before any photo is read.

    Raises
    ------
    PhotographError: the store has embeddings of another length, or too few photos to fit one.
    """
    frozen = None if refit else frozen_projection(store)
    if frozen and dims not in (None, frozen.dims):
        raise PhotographError(
            f"The embeddings of this collection have {frozen.dims} numbers.",
            "To change them all, and load and link again: photograph extract --refit",
        )
    most = min(photos - 1, store.provenance.features)
    if dims and will_fit(store, dims, refit) and dims > most:
        raise PhotographError(
            f"{photos} photos of {store.provenance.features} features can't give {dims} axes.",
            "Use fewer --dims, or more photos.",
        )


def will_fit(store: EmbeddingStore, dims: int | None, refit: bool) -> bool:
    """Whether this run fits a new projection, which changes every embedding."""
    return refit or (dims is not None and frozen_projection(store) is None)


def settle_projection(
    store: EmbeddingStore, dims: int | None, refit: bool, places: PathsByContent
) -> EmbeddingProjection | None:
    """The store's projection, or one that is fitted on these photos now and kept.

    None where no length was asked for and the network has no projection of its own: embeddings
    are then the features themselves, scaled to unit length.
    """
    frozen = None if refit else frozen_projection(store)
    if frozen:
        return frozen
    if dims is None:
        store.projection.unlink(missing_ok=True)
        return shipped(store.provenance.network, store.provenance.weights_sha256)
    projection = fit(features_in(store, places), dims)
    write_projection(projection, store.projection)
    return projection


def frozen_projection(store: EmbeddingStore) -> EmbeddingProjection | None:
    """The projection of a collection: its own, or the one that comes with its network."""
    provenance = store.provenance
    return read_projection(store.projection) or shipped(
        provenance.network, provenance.weights_sha256
    )
