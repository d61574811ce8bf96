"""Merges the parts of a run and the file of earlier runs into the one embeddings file."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from photograph.array_types import Floats
from photograph.collection.contract import (
    PHOTO_FIELDS,
    READING,
    READING_FIELD,
    SIGNATURE_FIELD,
    Provenance,
    embeddings_schema,
    features_schema,
    read_provenance,
    with_columns,
)
from photograph.extract.projection import EmbeddingProjection, embed
from photograph.extract.store import EmbeddingStore
from photograph.summed_parquet import parquet_writer, read_batches

# 1,024 rows of 1,280 features are 5 MB: what a merge holds in memory at a time.
_ROWS_A_GROUP = 1024
_COLUMNS = (*PHOTO_FIELDS, READING_FIELD, SIGNATURE_FIELD)

PathsByContent = dict[str, list[dict[str, Any]]]


def made_with(store: EmbeddingStore, projection: EmbeddingProjection | None) -> Provenance:
    """The store's provenance together with the projection of its embeddings."""
    dims = projection.dims if projection else store.provenance.features
    sha = projection.sha256 if projection else ""
    return replace(store.provenance, dims=dims, projection_sha256=sha)


def merge(
    store: EmbeddingStore, places: PathsByContent, projection: EmbeddingProjection | None
) -> int:
    """Merges every source into the one file; returns its number of rows.

    Parameters
    ----------
    places: for each content hash the path columns (path, filename, bytes, modified_ns) of each
        place where that content is now. Content without a place is dropped.
    projection: shortens features to embeddings; embeddings already made with it are kept.
    """
    provenance = made_with(store, projection)
    schema = embeddings_schema(provenance)
    sources = store.sources()
    rows = 0
    # Floats hardly repeat: a dictionary of them would cost time and save nothing.
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    options = {"compression": "zstd", "use_dictionary": texts}
    with parquet_writer(store.embeddings, schema, **options) as writer:
        for table in _placed_tables(store, places):
            embeddings = _embeddings(table, provenance, projection)
            table = table.select(features_schema(provenance).names)
            table = table.append_column(schema.field("embedding"), embeddings)
            writer.write_table(table.cast(schema))
            rows += table.num_rows
    for part in sources:
        if part.parent == store.parts:
            part.unlink()
    return rows


def features_in(store: EmbeddingStore, places: PathsByContent) -> Iterator[Floats]:
    """Yields the features of every present photo in batches, float32 [photos, features]."""
    for table in _placed_tables(store, places):
        yield vectors(table["features"], store.provenance.features)


def vectors(column: pa.ChunkedArray, length: int) -> Floats:
    """A column of lists of one length as float32 [rows, length]."""
    flat = column.combine_chunks().flatten().to_numpy(zero_copy_only=False)
    array: Floats = np.asarray(flat, np.float32).reshape(-1, length)
    return array


def _placed_tables(store: EmbeddingStore, places: PathsByContent) -> Iterator[pa.Table]:
    written: set[str] = set()
    for source in store.sources():
        kept = read_provenance(source).projection_sha256
        for batch in read_batches(source, _ROWS_A_GROUP):
            table = with_columns(pa.Table.from_batches([batch]), _COLUMNS)
            table = _placed(table, places, written, store.hashes)
            if table.num_rows:
                yield table.replace_schema_metadata({"projection": kept})


def _embeddings(
    table: pa.Table, provenance: Provenance, projection: EmbeddingProjection | None
) -> pa.Array:
    """The table's embeddings if they were made with this projection, else new ones.

    Keeping them avoids changes in the last digit, which depends on the other photos of a batch.
    """
    same = table.schema.metadata[b"projection"].decode() == provenance.projection_sha256
    if same and "embedding" in table.column_names:
        return table["embedding"]
    embedded = embed(vectors(table["features"], provenance.features), projection)
    return pa.FixedSizeListArray.from_arrays(pa.array(embedded.ravel()), provenance.dims)


def _placed(
    table: pa.Table, places: PathsByContent, written: set[str], current: AbstractSet[str]
) -> pa.Table:
    """The table's rows with the present paths of each content; each content only once in a merge.

    Rows read by an older version are left out where this version has read them again (`current`).
    """
    take: list[int] = []
    rows: list[dict[str, Any]] = []
    contents, readings = table["content_hash"].to_pylist(), table["reading"].to_pylist()
    for index, (content_hash, reading) in enumerate(zip(contents, readings, strict=True)):
        outdated = (reading or 0) < READING and content_hash in current
        if content_hash in written or outdated:
            continue
        written.add(content_hash)
        for place in places.get(content_hash, []):
            take.append(index)
            rows.append(place)
    # An int64 index: `take` of an empty python list would be of type null.
    placed = table.take(pa.array(take, pa.int64()))
    for name in ("path", "filename", "bytes", "modified_ns"):
        column = table.schema.get_field_index(name)
        values = pa.array([row[name] for row in rows], table.schema.field(name).type)
        placed = placed.set_column(column, table.schema.field(name), values)
    return placed
