"""Writes copies into the graph, as edges COPY_OF to the photo that each is a copy of."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from photograph.cypher import statement
from photograph.graph.database import Database, write, write_in_batches
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.options import DuplicateKind

_EDGES_AT_ONCE = 2000


def write_copies(database: Database, groups: Sequence[DuplicateGroup]) -> None:
    """Writes an edge for each copy, then deletes those of earlier runs.

    Readers never see a gap. Near photos are no copies, and get none.
    """
    run_id = uuid.uuid4().hex
    rows = [
        {
            "copy": list(copy.photo.key),
            "of": list(copy.of.key),
            "kind": copy.kind.value,
            "score": copy.score,
        }
        for group in groups
        for copy in group.copies
        if copy.kind is not DuplicateKind.NEAR
    ]
    for start in range(0, len(rows), _EDGES_AT_ONCE):
        some = rows[start : start + _EDGES_AT_ONCE]
        write(database, "duplicates/create_copies", copies=some, runId=run_id)
    stale = statement("duplicates/delete_stale_copies")
    write_in_batches(database, stale, runId=run_id, batch=_EDGES_AT_ONCE)
