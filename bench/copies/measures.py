"""Pairs that were told as copies against what was planted: recall by maker, and precision."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath
from typing import TypeVar

from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.proofs import last_of

Pair = tuple[str, str]
Pairs = frozenset[Pair]
Sources = Mapping[str, str]
Sort = TypeVar("Sort")
_COPIES, _HARD = "copies", "hard"


@dataclass(frozen=True)
class ToldPairs:
    """The pairs of paths that a program calls copies, and the seconds that it took."""

    pairs: Pairs
    seconds: float


@dataclass(frozen=True)
class Share:
    """How many are right, of how many."""

    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right / self.of:.3f}" if self.of else "–"


def unordered(pairs: Iterable[Pair]) -> Pairs:
    """Each pair once, whichever of the two was named first; no photo is its own copy."""
    return frozenset((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])


def own_pairs(groups: Iterable[DuplicateGroup]) -> Pairs:
    """All pairs of photos that `duplicates` told as copies of one.

    A group may hold photos that are only near, for a person to look at: they are no copies, and
    each may have copies of its own.
    """
    told: list[Pair] = []
    for group in groups:
        stays = {copy.photo.key: copy.of.key for copy in group.copies if copy.kind != "near"}
        together: dict[PhotoKey, list[str]] = defaultdict(list)
        for key in stays:
            together[last_of(key, stays)].append(key[1])
        for (_, kept), copies in together.items():
            told += combinations([kept, *copies], 2)
    return unordered(told)


def maker_of(path: str) -> str | None:
    """What made the copy that lies at ``copies/GROUP/MAKER/NAME``; nothing made an original."""
    parts = PurePosixPath(path).parts
    return parts[-2] if parts[0] == _COPIES else None


def is_hard(path: str) -> bool:
    """Whether it is one of the pictures that look like copies and are none, or a copy of one."""
    return PurePosixPath(path).parts[1] == _HARD


def recall(pairs: Pairs, sources: Sources, by: Callable[[str], Sort]) -> dict[Sort, Share]:
    """Planted copies that are in a pair with any other file of their source, for each sort."""
    found = {path for pair in pairs if sources[pair[0]] == sources[pair[1]] for path in pair}
    copies = [path for path in sources if maker_of(path)]
    made = Counter(map(by, copies))
    right = Counter(by(path) for path in copies if path in found)
    return {sort: Share(right[sort], count) for sort, count in made.items()}


def precision(pairs: Pairs, sources: Sources) -> Share:
    """The told pairs whose two files are of one source."""
    return Share(sum(sources[one] == sources[other] for one, other in pairs), len(pairs))


def compare(
    told: Mapping[str, ToldPairs], sources: Sources
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Rows and header, a column for each program: what it finds, and what it tells wrongly.

    Makers count with photos alone: the hard pictures are few of many photos, but most of few.
    """
    rows = [
        *_recall_rows(told, sources, lambda path: None if is_hard(path) else maker_of(path)),
        *_recall_rows(told, sources, _photo_or_document),
        *_precision_rows(told, sources),
        ("seconds", "", *(f"{one.seconds:.1f}" for one in told.values())),
    ]
    return rows, ("recall", "copies", *told)


def _photo_or_document(path: str) -> str:
    return "all documents" if is_hard(path) else "all photos"


def _recall_rows(
    told: Mapping[str, ToldPairs], sources: Sources, by: Callable[[str], str | None]
) -> list[tuple[str, ...]]:
    every = [recall(one.pairs, sources, by) for one in told.values()]
    made = recall(frozenset(), sources, by)
    return [
        (sort, str(share.of), *(str(shares[sort]) for shares in every))
        for sort, share in made.items()
        if sort is not None
    ]


def _precision_rows(told: Mapping[str, ToldPairs], sources: Sources) -> list[tuple[str, ...]]:
    """Photos apart from hard pictures: of those each looks like each, so wrong pairs are many."""
    rows: list[tuple[str, ...]] = []
    for what, hard in (("all", True), ("photos alone", False)):
        shares = [
            precision(frozenset(p for p in one.pairs if hard or not any(map(is_hard, p))), sources)
            for one in told.values()
        ]
        rows.append((f"precision, {what}", "", *map(str, shares)))
        rows.append((f"wrong pairs, {what}", "", *(str(s.of - s.right) for s in shares)))
    return rows
