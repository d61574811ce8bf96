"""Gives the photos that stay what their copies have: time, place, keywords, a person's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from photograph.graph.database import Database, write
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate, PersonsWord
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup, order_in_group
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.jobs.duplicates.proofs import ProvedCopy
from photograph.jobs.duplicates.words import names_of_ours

_PHOTOS_AT_ONCE = 500


def with_words_of_copies(
    photos: Sequence[Candidate], copies: Iterable[ProvedCopy], options: DuplicateOptions
) -> list[Candidate]:
    """The photos as they will be: those that stay with what a person gave their copies.

    A property of which a photo has another value already is not taken, and of two copies the first
    of a group gives it, as `merge_facts` does.
    """
    merged = list(photos)
    for copy in sorted(copies, key=lambda one: order_in_group(one.proof.kind, photos[one.copy])):
        if options.may_go(copy.proof.kind) and copy.also is None:
            keep = merged[copy.of]
            merged[copy.of] = replace(keep, said=(*keep.said, *_new_words(photos[copy.copy], keep)))
    return merged


def _new_words(copy: Candidate, keep: Candidate) -> list[PersonsWord]:
    """What a person gave a copy that the photo that stays can have as well."""
    keys, texts = ({getattr(word, part) for word in keep.said} for part in ("key", "text"))
    return [
        word for word in copy.said if word.key not in keys and (word.many or word.text not in texts)
    ]


def merge_facts(
    database: Database, groups: Sequence[DuplicateGroup], options: DuplicateOptions
) -> None:
    """Writes them into the graph."""
    by_keep: Mapping[PhotoKey, list[PhotoKey]] = defaultdict(list)
    for group in groups:
        for copy in group.copies:
            if options.may_go(copy.kind) and not copy.ambiguous:
                by_keep[copy.of.key].append(copy.photo.key)
    rows: list[dict[str, Any]] = [
        {"keep": list(keep), "copies": [list(copy) for copy in copies]}
        for keep, copies in by_keep.items()
    ]
    ours = names_of_ours()
    for start in range(0, len(rows), _PHOTOS_AT_ONCE):
        some = rows[start : start + _PHOTOS_AT_ONCE]
        write(database, "duplicates/merge_file_facts", rows=some)
        write(database, "duplicates/merge_edges", rows=some, ours=ours)
        write(database, "duplicates/merge_labels_and_properties", rows=some, ours=ours)
