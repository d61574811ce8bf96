"""The targets of `link`, and the arithmetic that checks them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

LINK, ALL_PAIRS, HNSW = "photograph link", "all pairs in Cypher", "hnswlib"
LEAST_RECALL = 0.98
MOST_TIMES_HNSW = 10
LEAST_TIMES_ALL_PAIRS = 200
MOST_GROWTH = 1.3
LEAST_TIMES_AGAIN = 10


@dataclass(frozen=True)
class Measured:
    """One way at one size: seconds for all photos, recall@10, the most memory in bytes."""

    way: str
    photos: int
    seconds: float
    recall: float
    memory: int
    note: str = ""
    extrapolated: bool = False


@dataclass(frozen=True)
class Bar:
    """One target, the measured value, and whether it is reached."""

    asked: str
    found: str
    holds: bool


def extrapolate(measured: Measured, photos: int) -> Measured:
    """The time of comparing every pair at another size: it grows with the square of the size."""
    seconds = measured.seconds * (photos / measured.photos) ** 2
    return replace(
        measured,
        photos=photos,
        seconds=seconds,
        memory=0,
        note=f"from {measured.photos:,} photos, by n²",
        extrapolated=True,
    )


def growth_exponent(small: Measured, large: Measured) -> float:
    """The exponent b of time = a · photos^b through two sizes."""
    return math.log(large.seconds / small.seconds) / math.log(large.photos / small.photos)


def bars(results: Sequence[Measured], audited: float, times_again: float) -> list[Bar]:
    """The targets at the largest size, and for the growth from the size before it.

    Parameters
    ----------
    results: every way at every size; `link` at two sizes at least.
    audited: the recall that `link` itself found at the largest size.
    times_again: how many times faster `link` is there if only a few photos are new.
    """
    by_way = {(found.way, found.photos): found for found in results}
    sizes = sorted(photos for way, photos in by_way if way == LINK)
    before, size = sizes[-2:]
    link, hnsw = by_way[LINK, size], by_way[HNSW, size]
    slower = link.seconds / hnsw.seconds
    faster = by_way[ALL_PAIRS, size].seconds / link.seconds
    growth = growth_exponent(by_way[LINK, before], link)
    return [
        Bar(
            f"audited recall@10 ≥ {LEAST_RECALL} at {size:,}",
            f"{audited:.4f}",
            audited >= LEAST_RECALL,
        ),
        Bar(
            f"link ≤ {MOST_TIMES_HNSW} × hnswlib, both of a recall ≥ {LEAST_RECALL}",
            f"{slower:.1f} × (recall {link.recall:.4f} and {hnsw.recall:.4f})",
            slower <= MOST_TIMES_HNSW and min(link.recall, hnsw.recall) >= LEAST_RECALL,
        ),
        Bar(
            f"all pairs (extrapolated) ≥ {LEAST_TIMES_ALL_PAIRS} × link",
            f"{faster:.0f} ×",
            faster >= LEAST_TIMES_ALL_PAIRS,
        ),
        Bar(
            f"growth exponent {before:,} to {size:,} < {MOST_GROWTH}",
            f"{growth:.2f}",
            growth < MOST_GROWTH,
        ),
        Bar(
            f"link --full ≥ {LEAST_TIMES_AGAIN} × link of a few new photos at {size:,}",
            f"{times_again:.1f} ×",
            times_again >= LEAST_TIMES_AGAIN,
        ),
    ]
