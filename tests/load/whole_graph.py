"""Everything in a database, told by our own ids, so that two databases can be compared."""

from __future__ import annotations

from typing import Any

from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.run import link_photos
from photograph.settings import home
from tests.conftest import run

Graph = tuple[dict[str, Any], list[tuple[str, str, str, str]]]

IDENTITY = """CASE
  WHEN {0}:Photo AND {0}.root IS NOT NULL THEN {0}.root + '/' + {0}.path
  ELSE head(labels({0})) + ' ' + coalesce({0}.name, {0}.title, {0}.runId, '')
END"""

# When this database got an embedding or lost a photo: no two databases have it the same.
CLOCKS = ("embeddedAt", "neighbourLeftAt")


def whole_graph(database: Database) -> Graph:
    """Every node by its id with its properties, and every relationship with its ends."""
    nodes = run(
        database,
        f"MATCH (n) RETURN {IDENTITY.format('n')} AS id, labels(n) AS labels, properties(n) AS p",
    )
    relationships = run(
        database,
        f"""MATCH (a)-[r]->(b)
        RETURN {IDENTITY.format("a")} AS a, type(r) AS type, properties(r) AS p,
          {IDENTITY.format("b")} AS b""",
    )
    by_id = {row["id"]: (row["labels"], told(row["p"])) for row in nodes}
    assert len(by_id) == len(nodes)
    return by_id, sorted((r["a"], r["type"], told(r["p"]), r["b"]) for r in relationships)


def told(properties: dict[str, Any]) -> str:
    return repr(sorted((n, str(value)) for n, value in properties.items() if n not in CLOCKS))


def link(
    database: Database, network: str | None = None, top_k: int = 3, cutoff: float = 0.0
) -> LinkReport:
    """Links the photos of a network, so that there are edges to look at."""
    return link_photos(database, home(), LinkOptions(network, top_k, cutoff))
