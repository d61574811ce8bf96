"""Makes the vector index over an embedding property after a load."""

from __future__ import annotations

import time
from dataclasses import replace

from photograph.console import progress, say
from photograph.cypher import statement
from photograph.errors import PhotographError
from photograph.graph.database import Database, write
from photograph.graph.property_names import PropertyNames
from photograph.graph.vector_index import index_state

# Quantization to int8 is on by default in Neo4j 5.26, and costs a tenth of the true neighbours.
_CONFIGURATION = {
    "vector.similarity_function": "cosine",
    "vector.quantization.enabled": False,
    "vector.hnsw.m": 32,
    "vector.hnsw.ef_construction": 200,
}
_MOST_DIMS = 4096  # of an index of Neo4j 5.26
_POLL_SECONDS = 0.2


def make_vector_index(database: Database, names: PropertyNames, dims: int, photos: int) -> None:
    """Makes the index for embeddings of this length if it is missing, and waits for it.

    It is made after the first load, since loading into an existing index takes longer.
    """
    if dims > _MOST_DIMS:
        say(f"Neo4j can't index {dims} numbers, so {names.embedding} has no vector index.")
        return
    before = index_state(database, names.index)
    if before and before.dims != dims:
        say(f"The index {names.index} was for {before.dims} numbers; it is made again for {dims}.")
        write(database, "load/drop_index", index=names.index)
    options = {"indexConfig": {**_CONFIGURATION, "vector.dimensions": dims}}
    text = statement("load/create_vector_index")
    # Not from a person unchecked: property_names() lets through letters, digits and _ only.
    on_property = text.text.replace("ON (photo.embedding)", f"ON (photo.{names.embedding})")
    write(database, replace(text, text=on_property), index=names.index, options=options)
    _await(database, names.index, photos)


def _await(database: Database, index: str, photos: int) -> None:
    shown = 0
    with progress("Indexing embeddings", photos) as advance:
        while (found := index_state(database, index)) and found.state == "POPULATING":
            done = int(photos * found.percent / 100)
            advance(done - shown)
            shown = done
            time.sleep(_POLL_SECONDS)
        advance(photos - shown)
    if found is None or found.state != "ONLINE":
        why = found.failure.splitlines()[0] if found and found.failure else "it is not online"
        raise PhotographError(
            f"The index {index} failed: {why}.",
            f"Drop it in Neo4j and load again: DROP INDEX {index}",
        )
