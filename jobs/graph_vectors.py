"""The embeddings of the photos in the graph: from the Parquet where they are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.parquet as pq

from jobs.exact_neighbours import Floats
from photograph.contract import EMBEDDINGS_FILE, read_provenance
from photograph.errors import PhotographError
from photograph.settings import Home
from server.connection import Database, read, stream

Key = tuple[str, str]
_COMPARED = 20
_ROWS_AT_ONCE = 2000
# Both are float32 of the same number; more than this is another embedding.
_SAME = 1e-5


@dataclass(frozen=True)
class GraphVectors:
    """Photos by (root, path) and their unit vectors, float32 [photos, dims], in one order."""

    keys: list[Key]
    vectors: Floats


def read_graph_vectors(database: Database, network: str, home: Home) -> GraphVectors:
    """Every photo of one network in the graph, with its embedding.

    What the Parquet files hold is read from there, where it is of the same content and a sample
    of it equals what the graph holds; the rest comes from the server.
    """
    rows = read(database, "link/list_photos", network=network)
    keys = [(str(row["root"]), str(row["path"])) for row in rows]
    content = {key: str(row["contentHash"]) for key, row in zip(keys, rows, strict=True)}
    known: dict[Key, Floats] = {}
    for root in dict.fromkeys(root for root, _ in keys):
        known |= _from_parquet(database, network, root, content, home)
    missing = [key for key in keys if key not in known]
    known |= _from_server(database, network, missing)
    kept = [key for key in keys if key in known]
    vectors = np.stack([known[key] for key in kept]) if kept else np.zeros((0, 0), np.float32)
    return GraphVectors(kept, vectors)


def list_keys(database: Database, network: str) -> list[Key]:
    """The photos of one network in the graph, by (root, path)."""
    rows = read(database, "link/list_photos", network=network)
    return [(str(row["root"]), str(row["path"])) for row in rows]


def _from_parquet(
    database: Database, network: str, root: str, content: dict[Key, str], home: Home
) -> dict[Key, Floats]:
    file = home.embeddings / root / network / EMBEDDINGS_FILE
    try:
        dims = read_provenance(file).dims
    except PhotographError:
        return {}
    table = pq.read_table(file, columns=["path", "content_hash", "embedding"])
    flat = table["embedding"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    vectors = flat.reshape(-1, dims)
    names = zip(table["path"].to_pylist(), table["content_hash"].to_pylist(), strict=True)
    found = {
        (root, path): vectors[row]
        for row, (path, content_hash) in enumerate(names)
        if content.get((root, path)) == content_hash
    }
    return found if _same(found, _from_server(database, network, _some(list(found)))) else {}


def _some(keys: Sequence[Key]) -> list[Key]:
    return list(keys[:: max(1, len(keys) // _COMPARED)])


def _same(ours: dict[Key, Floats], theirs: dict[Key, Floats]) -> bool:
    return all(
        vector.shape == ours[key].shape and np.allclose(vector, ours[key], atol=_SAME)
        for key, vector in theirs.items()
    )


def _from_server(database: Database, network: str, keys: list[Key]) -> dict[Key, Floats]:
    found = {}
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        some = keys[start : start + _ROWS_AT_ONCE]
        values = [list(key) for key in some]
        for row in stream(database, "link/stream_embeddings", network=network, keys=values):
            found[some[row["position"]]] = np.array(row["embedding"], np.float32)
    return found
