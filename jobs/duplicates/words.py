"""Reads what a person gave photos in the graph: albums, labels, verdicts, edges, properties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from photograph.graph.database import Database, read
from photograph.graph.property_names import PHOTO_PROPERTIES
from photograph.jobs.duplicates.candidate import Candidate, PersonsWord

_PHOTOS_AT_ONCE = 2000
# Edges of photograph, of which some say something of a person by where they lead or what they lack.
_EDGES = (
    "IS_SIMILAR_TO",
    "COPY_OF",
    "SHOWS",
    "IN_ALBUM",
    "HAS_COVER",
    "KEEP_BOTH",
    "NOT_SIMILAR_TO",
)
_LABEL_PATTERN = "Photo|AlbumColour[1-8]"
_PROPERTY_PATTERN = "(embedding|network|classificationList)(_.*)?"  # one of each network


def names_of_ours() -> dict[str, Any]:
    """What photograph itself writes to photos; of any other name a person has spoken."""
    return {
        "edges": list(_EDGES),
        "properties": list(PHOTO_PROPERTIES),
        "labelPattern": _LABEL_PATTERN,
        "propertyPattern": _PROPERTY_PATTERN,
    }


def with_words(
    database: Database, photos: Sequence[Candidate], places: Iterable[int]
) -> list[Candidate]:
    """The photos, of which those at these places have what a person gave them.

    Asked of few photos: each of their edges is looked at.
    """
    told, asked = list(photos), sorted({*places})
    ours = names_of_ours()
    for start in range(0, len(asked), _PHOTOS_AT_ONCE):
        some = asked[start : start + _PHOTOS_AT_ONCE]
        keys = [list(photos[place].key) for place in some]
        for row in read(database, "duplicates/list_words", keys=keys, ours=ours):
            words = tuple(PersonsWord(*word) for word in sorted(row["said"]))
            place = some[row["position"]]
            told[place] = replace(told[place], said=words)
    return told
