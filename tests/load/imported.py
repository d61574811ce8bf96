"""A server of its own for tests of `load --via admin-import`, and photos to import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.roots import Collection, remember_last, remember_root
from photograph.graph.database import Database
from photograph.server.connection import connect
from photograph.settings import Home, home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.load.test_load import ODD_NAMES

Rows = list[dict[str, Any]]
Types = dict[tuple[str, str], tuple[str, str]]

# Two classes of ImageNet are called crane, so that a photo can have a label twice.
TWICE = [("crane", 0.3), ("crane", 0.1), ('a "b", c;\nd', 0.25)]


def odd_rows() -> Rows:
    """Names, times, places, cameras and labels that could go wrong on their way."""
    rows = [
        photo_row(name, vector, camera_make=name, features=[0.1, -2.5, 0.0, 1e-7])
        for name, vector in zip(ODD_NAMES, unit_vectors(len(ODD_NAMES)), strict=True)
    ]
    rows[0] |= dict.fromkeys(["taken_at", "utc_offset", "latitude", "longitude", "labels"])
    rows[1] |= {"labels": [], "gps_at": None, "altitude": None, "camera_make": "", "lens": " "}
    rows[2] |= {"utc_offset": None, "latitude": 1e-7, "camera_model": "007"}
    rows[3] |= {"utc_offset": "", "labels": [{"name": n, "score": s} for n, s in TWICE]}
    rows[4] |= {"taken_at": datetime(1999, 12, 31, 23, 59, 59, 250_000), "utc_offset": "-05:30"}
    rows[5] |= {"longitude": None, "altitude": -0.5, "camera_model": "#1, 'A'"}
    rows[6] |= {"taken_at": None}  # an offset without a time
    rows[7] |= {"damaged": True}
    rows[8] |= {"damaged": False, "has_clip": False, "software": ""}
    rows[8] |= {"keywords": [name.replace(";", ",") for name in ODD_NAMES]}
    rows[7] |= {"keywords": []}
    rows[9] |= {"frames": 12, "has_clip": True, "software": rows[9]["path"]}
    return rows


def extracted(rows: Rows) -> Path:
    """The photos as `extract` leaves them, by a network that gives logits."""
    by = replace(provenance(), output="logits")
    collection = Collection(by.root, by.network)
    file = collection.folder(home()) / EMBEDDINGS_FILE
    write_embeddings(file, rows, by)
    remember_root(by.root, home().root, home())
    remember_last(collection, home())
    return file


def types(database: Database) -> Types:
    """The type of every property, of nodes and relationships, as Neo4j tells it."""
    rows = run(
        database,
        """MATCH (n) UNWIND keys(n) AS key
        RETURN coalesce(n.path, n.name) AS id, key, valueType(n[key]) AS type
        UNION ALL
        MATCH (a)-[r]->(b) UNWIND keys(r) AS key
        RETURN a.path + type(r) + b.name AS id, key, valueType(r[key]) AS type""",
    )
    return {(row["id"], row["key"]): row["type"] for row in rows}


def indexes(database: Database) -> list[dict[str, Any]]:
    return run(
        database,
        """SHOW INDEXES YIELD name, type, state, properties, owningConstraint, options
        WHERE type <> 'LOOKUP' RETURN * ORDER BY name""",
    )


@contextmanager
def emptied() -> Iterator[Database]:
    """The embedded server's database, without a node or index, as if it were new."""
    with connect(start=True) as database:
        run(database, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
        for row in run(database, "SHOW CONSTRAINTS YIELD name"):
            run(database, f"DROP CONSTRAINT {row['name']}")
        for index in indexes(database):
            run(database, f"DROP INDEX {index['name']}")
        yield database


def left_over(place: Home) -> list[str]:
    """What an import has left in the server's folder of data."""
    known = {"databases", "transactions", "server_id", "dbms"}
    return [file.name for file in (place.neo4j / "data").iterdir() if file.name not in known]
