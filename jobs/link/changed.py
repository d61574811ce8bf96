"""Finds what changed since the last link run, and whether linking only that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from photograph.graph.database import Database, read
from photograph.graph.property_names import PropertyNames, names_of
from photograph.graph.vector_index import index_state
from photograph.jobs.link.options import LinkOptions

# Above a tenth, linking all again takes hardly longer.
_FEW = 0.1


@dataclass(frozen=True)
class ChangedPhotos:
    """The photos to link again, by (root, path), and where their embeddings are."""

    keys: list[tuple[str, str]]
    photos: int
    names: PropertyNames


def find_changed(
    database: Database, network: str, held: list[dict[str, Any]], options: LinkOptions
) -> ChangedPhotos | None:
    """The photos that are new or lost a neighbour; None where all photos must be linked.

    All must be linked where the last run was interrupted, had other options or missed its
    target, where many photos are new, or where there is no vector index to find neighbours with.
    """
    rows = read(database, "link/last_run", method=options.method, network=network)
    if not rows or not _same(rows[0]["run"], options) or len(held) > 1:
        return None
    names = names_of(held[0]["property"])
    index = index_state(database, names.index)
    if index is None or index.state != "ONLINE":
        return None
    changed = read(
        database,
        "link/list_changed",
        network=network,
        networkKey=names.network,
        embeddingKey=names.embedding,
        since=rows[0]["run"]["startedAt"],
    )
    photos = int(held[0]["photos"])
    if len(changed) > _FEW * photos:
        return None
    return ChangedPhotos([(row["root"], row["path"]) for row in changed], photos, names)


def _same(run: dict[str, Any], options: LinkOptions) -> bool:
    """Whether a run finished, reached its target, and had the same options as now."""
    asked = {"topK": options.top_k, "cutoff": options.settled_cutoff}
    return (
        run.get("millis") is not None
        and all(run.get(name) == value for name, value in asked.items())
        and run.get("within") is None
        and run.get("radius") is None
        and run.get("recall", 1.0) >= options.target_recall
    )
