"""A person's verdicts on pairs of photos: edges that every load and link keeps."""

from __future__ import annotations

from enum import StrEnum

from photograph.errors import PhotographError
from photograph.graph.database import Database, read, write
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.similar import find_photo


class PairVerdict(StrEnum):
    """The verdicts on two photos; values are used in names of statements in ``cypher/verdict``."""

    KEEP_BOTH = "keep_both"
    NOT_SIMILAR = "not_similar"


def give_verdict(
    database: Database, verdict: PairVerdict, a: str, b: str
) -> tuple[PhotoKey, PhotoKey]:
    """Records a verdict on two photos; returns the root and path of each.

    Raises
    ------
    PhotographError: a name means no photo or several, or both names mean the same photo.
    """
    one, other = _pair(database, a, b)
    write(database, f"verdict/merge_{verdict}", one=list(one), other=list(other))
    return one, other


def take_back_verdict(
    database: Database, verdict: PairVerdict, a: str, b: str
) -> tuple[PhotoKey, PhotoKey]:
    """Removes a verdict; returns the root and path of each photo.

    Raises
    ------
    PhotographError: as for `give_verdict`, or there is no such verdict.
    """
    one, other = _pair(database, a, b)
    rows = write(database, f"verdict/delete_{verdict}", one=list(one), other=list(other))
    if not rows[0]["deleted"]:
        command = verdict.replace("_", "-")
        raise PhotographError(
            f"{one[1]} and {other[1]} are not marked {command}.",
            f"Mark them: photograph {command} {a} {b}",
        )
    return one, other


def pairs_with_verdict(database: Database) -> frozenset[frozenset[PhotoKey]]:
    """The pairs of photos with any verdict."""
    rows = read(database, "verdict/list_pairs")
    return frozenset(frozenset(((*row["one"],), (*row["other"],))) for row in rows)


def _pair(database: Database, a: str, b: str) -> tuple[PhotoKey, PhotoKey]:
    one, other = find_photo(database, a), find_photo(database, b)
    if one == other:
        raise PhotographError(f"{a} and {b} are one photo: {'/'.join(one)}.", "Name two photos.")
    return one, other
