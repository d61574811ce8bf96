"""The tables of `make bench-link`, for a terminal and for docs/speed.md."""

from __future__ import annotations

from collections.abc import Sequence

from bench.link_again import Again
from bench.link_bars import LINK, Bar, Measured
from bench.link_latency import Latency
from photograph.console import table

Cells = tuple[str, ...]

COUNTED = """\
s: the whole way of it, from loaded photos (in memory, for the libraries) to their ten nearest.
recall@10: of 2,000 random photos or all, against exact cosines; an edge counts for both its ends.
MiB: in the database, the most that server and client held together, in a server started for this
way, whose Java machine keeps what smaller sizes took; a library's own process, Python included."""


def full_table(results: Sequence[Measured]) -> str:
    """A line for each way and size."""
    rows = [
        (
            found.way,
            f"{found.photos:,}",
            _seconds(found),
            f"{found.recall:.4f}",
            f"{found.memory / 2**20:.0f}" if found.memory else "",
            found.note,
        )
        for found in sorted(results, key=lambda found: found.photos)
    ]
    return table(rows, ("way", "photos", "s", "recall@10", "MiB", ""))


def markdown(results: Sequence[Measured]) -> str:
    """A line for each way: seconds and recall at each size, and memory at the largest."""
    sizes = sorted({found.photos for found in results if found.way == LINK})
    at = {(found.way, found.photos): found for found in results}
    rows = []
    for way in dict.fromkeys(found.way for found in results):
        cells = [_seconds_and_recall(at.get((way, size))) for size in sizes]
        largest = at.get((way, sizes[-1]))
        memory = f"{largest.memory / 2**20:,.0f}" if largest and largest.memory else "–"
        rows.append((way, *cells, memory))
    head = ("way", *(f"{size:,} photos" for size in sizes), f"MiB at {sizes[-1]:,}")
    return _markdown(head, rows)


def latency_markdown(every: Sequence[Latency]) -> str:
    """A line for each question and size."""
    rows = [
        (found.question, f"{found.photos:,}", f"{found.p50:.1f}", f"{found.p99:.1f}")
        for found in every
    ]
    return _markdown(("question", "photos", "p50, ms", "p99, ms"), rows)


def again_markdown(every: Sequence[Again]) -> str:
    """A line for each size: linking only what is new against linking all again."""
    rows = [
        (
            f"{found.photos:,}",
            f"{found.new:,}",
            f"{found.seconds:.2f}, {found.recall:.3f}",
            f"{found.full_seconds:.2f}, {found.full_recall:.3f}",
            f"{found.times_less:.1f}",
        )
        for found in every
    ]
    head = ("photos", "of them new", "link: s, recall", "link --full: s, recall", "times less")
    return _markdown(head, rows)


def bars_table(every: Sequence[Bar]) -> str:
    """A line for each target, its measured value, and whether it is reached."""
    rows = [(bar.asked, bar.found, "pass" if bar.holds else "FAIL") for bar in every]
    return table(rows, ("asked", "found", ""))


def _seconds(found: Measured) -> str:
    digits = 0 if found.seconds >= 100 else 1 if found.seconds >= 10 else 2
    return f"{'≈ ' if found.extrapolated else ''}{found.seconds:,.{digits}f}"


def _seconds_and_recall(found: Measured | None) -> str:
    if found is None:
        return "–"
    recall = "" if found.extrapolated else f", {found.recall:.3f}".replace("0.", ".")
    return f"{_seconds(found)} s{recall}"


def _markdown(head: Cells, rows: Sequence[Cells]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
