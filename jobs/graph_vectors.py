"""Reads the embeddings of the photos in the graph, from local Parquet files where possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import numpy as np

from photograph.array_types import Floats
from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
from photograph.console import say
from photograph.errors import DamagedFileError, PhotographError
from photograph.graph.database import Database, read, stream
from photograph.graph.photo_key import PhotoKey
from photograph.settings import Home
from photograph.summed_parquet import read_batches, read_columns

_COMPARED = 20
_TRIED = 200
_ROWS_AT_ONCE = 2000
# Both are float32 of the same number; more than this is another embedding.
_SAME = 1e-5


@dataclass(frozen=True)
class GraphVectors:
    """Keys (root, path) of photos and their unit vectors, float32 [photos, dims], in one order."""

    keys: list[PhotoKey]
    vectors: Floats


def read_graph_vectors(database: Database, network: str, home: Home) -> GraphVectors:
    """Every photo of one network in the graph, with its embedding.

    Reads from the Parquet files those photos that have the same content there, if a sample of their
    embeddings equals those in the graph; reads the rest from the server.
    """
    content = _list_photos(database, network)
    roots = dict.fromkeys(root for root, _ in content)
    parts = [_from_parquet(database, network, root, content, home) for root in roots]
    known = {key for part in parts for key in part.keys}
    missing = read_vectors(database, network, [key for key in content if key not in known])
    if missing:
        parts.append(GraphVectors(list(missing), np.stack(list(missing.values()))))
    return _in_order([part for part in parts if part.keys])


def _in_order(parts: Sequence[GraphVectors]) -> GraphVectors:
    keys = sorted(key for part in parts for key in part.keys)
    place = {key: row for row, key in enumerate(keys)}
    dims = parts[0].vectors.shape[1] if parts else 0
    vectors = np.empty((len(keys), dims), np.float32)
    for part in parts:
        vectors[[place[key] for key in part.keys]] = part.vectors
    return GraphVectors(keys, vectors)


def list_keys(database: Database, network: str) -> list[PhotoKey]:
    """The photos of one network in the graph, by (root, path), in that order."""
    return sorted(_list_photos(database, network))


def _list_photos(database: Database, network: str) -> dict[PhotoKey, str]:
    return {
        (row["root"], path): content_hash
        for row in read(database, "link/list_photos", network=network)
        for path, content_hash in zip(row["paths"], row["contentHashes"], strict=True)
    }


def _from_parquet(
    database: Database, network: str, root: str, content: dict[PhotoKey, str], home: Home
) -> GraphVectors:
    """The embeddings of a root's photos in its file; none where a sample differs from the graph."""
    file = home.embeddings / root / network / EMBEDDINGS_FILE
    none = GraphVectors([], np.zeros((0, 0), np.float32))
    try:
        dims = read_provenance(file).dims
        table = read_columns(file, ["path", "content_hash", "embedding"])
    except DamagedFileError as error:
        say(f"{error} The server's embeddings are taken instead.")
        return none
    except PhotographError:
        return none
    flat = table["embedding"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    keys = [(root, path) for path in table["path"].to_pylist()]
    hashes = table["content_hash"].to_pylist()
    rows = [row for row, key in enumerate(keys) if content.get(key) == hashes[row]]
    found = GraphVectors([keys[row] for row in rows], flat.reshape(-1, dims)[rows])
    sample = range(0, len(rows), max(1, len(rows) // _COMPARED))
    ours = {found.keys[row]: found.vectors[row] for row in sample}
    return found if _same(ours, read_vectors(database, network, list(ours))) else none


def find_embeddings(database: Database, network: str, home: Home) -> Path | None:
    """The embeddings file in this working folder from which the graph's embeddings come, or None.

    Compares a sample of each file with the embeddings in the graph.
    """
    for file in sorted(home.embeddings.glob(f"*/{escape(network)}/{EMBEDDINGS_FILE}")):
        try:
            ours = _first_photos(file)
        except DamagedFileError as error:
            say(str(error))
            continue
        theirs = read_vectors(database, network, list(ours))
        if any(_same(ours, {key: vector}) for key, vector in theirs.items()):
            return file
    return None


def _first_photos(file: Path) -> dict[PhotoKey, Floats]:
    root, columns = read_provenance(file).root, ["path", "embedding"]
    batch = next(read_batches(file, _TRIED, columns), None)
    rows = batch.to_pylist() if batch else []
    return {(root, row["path"]): np.array(row["embedding"], np.float32) for row in rows}


def _same(ours: dict[PhotoKey, Floats], theirs: dict[PhotoKey, Floats]) -> bool:
    return all(
        vector.shape == ours[key].shape and np.allclose(vector, ours[key], atol=_SAME)
        for key, vector in theirs.items()
    )


def read_vectors(database: Database, network: str, keys: list[PhotoKey]) -> dict[PhotoKey, Floats]:
    """The embeddings, float32 [dims] each, of those photos that have one of the network."""
    found = {}
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        some = keys[start : start + _ROWS_AT_ONCE]
        values = [list(key) for key in some]
        for row in stream(database, "link/stream_embeddings", network=network, keys=values):
            found[some[row["position"]]] = np.array(row["embedding"], np.float32)
    return found
