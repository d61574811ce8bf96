"""The ways inside the database: `photograph link`, its vector index, and all pairs in Cypher."""

from __future__ import annotations

from dataclasses import dataclass

from bench.link_bars import ALL_PAIRS, LINK, Measured
from bench.link_graph import TARGET, linked_photos, load_photos, measured, run
from bench.neighbour_libraries import K, judge
from bench.synthetic_photos import path_of
from photograph.array_types import Floats
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.vector_index import make_vector_index
from photograph.settings import home

# Every photo has its ten nearest then, however far: with a cutoff, recall would count only pairs
# above it, and the libraries know no cutoff.
NO_CUTOFF = -1.0
OLD_CUTOFF = 0.6
INDEX = "vector index of Neo4j"
_ASKED_AT_ONCE = 500

QUERY_INDEX = """
UNWIND $paths AS path
MATCH (photo:Photo {root: $root, path: path})
CALL db.index.vector.queryNodes($index, $k, photo.embedding) YIELD node
WITH path, node
WHERE node.path <> path
RETURN path, collect(node.path) AS others
"""
# What the old script did; CREATE with the score at once is quicker than MERGE, and than SET after.
SCORE_ALL_PAIRS = """
MATCH (one:Photo), (other:Photo)
WHERE one.path < other.path
WITH one, other, gds.similarity.cosine(one.embedding, other.embedding) AS cosine
CREATE (one)-[:IS_SIMILAR_TO {cosineSimilarity: cosine}]->(other)
"""
DELETE_POOR_PAIRS = """
MATCH (:Photo)-[edge:IS_SIMILAR_TO]->(:Photo)
WHERE edge.cosineSimilarity < $cutoff
DELETE edge
"""


@dataclass(frozen=True)
class LinkMeasured:
    """`link` from outside, and the recall that its own audit found."""

    found: Measured
    audited: float


def by_link(database: Database, vectors: Floats) -> LinkMeasured:
    """The whole link of loaded photos without an edge: projection, kNN, edges, audit."""
    load_photos(database, vectors)
    options = LinkOptions(top_k=K, cutoff=NO_CUTOFF, full=True)
    with measured() as took:
        linked = link_photos(database, home(), options)
    audit = linked.recall
    assert audit is not None
    recall = judge(vectors, linked_photos(database, len(vectors)))
    note = f"{linked.edges:,} edges, audited {audit.recall:.4f}"
    found = Measured(LINK, len(vectors), took.seconds, recall, took.memory, note)
    return LinkMeasured(found, audit.recall)


def by_vector_index(database: Database, vectors: Floats) -> Measured:
    """The index made over loaded photos, then every photo asks it for its nearest."""
    photos, dims = vectors.shape
    load_photos(database, vectors)
    with measured() as took:
        make_vector_index(database, TARGET.names, dims, photos)
        others = _query_all(database)
    number = {path_of(index): index for index in range(photos)}
    recall = judge(
        vectors, lambda index: [number[other] for other in others.get(path_of(index), [])[:K]]
    )
    note = f"m 32, ef_construction 200, no quantization, k {K + 1}"
    return Measured(INDEX, photos, took.seconds, recall, took.memory, note)


def _query_all(database: Database) -> dict[str, list[str]]:
    paths = [row["path"] for row in run(database, "MATCH (photo:Photo) RETURN photo.path AS path")]
    others: dict[str, list[str]] = {}
    for start in range(0, len(paths), _ASKED_AT_ONCE):
        rows = run(
            database,
            QUERY_INDEX,
            paths=paths[start : start + _ASKED_AT_ONCE],
            root=TARGET.root,
            index=TARGET.names.index,
            k=K + 1,
        )
        others |= {row["path"]: row["others"] for row in rows}
    return others


def by_all_pairs(database: Database, vectors: Floats) -> Measured:
    """An edge for every pair, scored in Cypher; then those under the cutoff are deleted."""
    load_photos(database, vectors)
    with measured() as took:
        run(database, SCORE_ALL_PAIRS)
        run(database, DELETE_POOR_PAIRS, cutoff=OLD_CUTOFF)
    recall = judge(vectors, linked_photos(database, len(vectors)), OLD_CUTOFF)
    note = f"those ≥ {OLD_CUTOFF} kept and judged"
    return Measured(ALL_PAIRS, len(vectors), took.seconds, recall, took.memory, note)
