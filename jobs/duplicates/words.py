"""Reads what a person gave photos in the graph: albums, labels, verdicts, edges, properties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from photograph.graph.database import Database, read
from photograph.graph.property_names import PHOTO_PROPERTIES
from photograph.jobs.duplicates.candidate import OWN_EDGES, Candidate, PersonsWord

_PHOTOS_AT_ONCE = 2000


def with_words(
    database: Database, photos: Sequence[Candidate], places: Iterable[int]
) -> list[Candidate]:
    """The photos, of which those at these places have what a person gave them.

    Asked of few photos: each of their edges is looked at.
    """
    told, asked = list(photos), sorted({*places})
    ours = {"edges": list(OWN_EDGES), "properties": list(PHOTO_PROPERTIES)}
    for start in range(0, len(asked), _PHOTOS_AT_ONCE):
        some = asked[start : start + _PHOTOS_AT_ONCE]
        keys = [list(photos[place].key) for place in some]
        for row in read(database, "duplicates/list_words", keys=keys, **ours):
            words = tuple(PersonsWord(*word) for word in sorted(row["said"]))
            place = some[row["position"]]
            told[place] = replace(told[place], said=words)
    return told
