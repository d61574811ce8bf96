"""The result of a comparison for a person: rows of a table, and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.evaluate.compare.groups import GroupComparison
from photograph.evaluate.compare.measures import DifferingPhoto, NetworkComparison
from photograph.evaluate.compare.networks import ComparedNetwork
from photograph.evaluate.compare.speed import ROUNDS, NetworkSpeed

FEW_GROUPS = 10


@dataclass(frozen=True)
class CompareReport:
    """Two networks and all their measures; speeds only if they were wanted."""

    sides: tuple[ComparedNetwork, ComparedNetwork]
    comparison: NetworkComparison
    speeds: tuple[NetworkSpeed, NetworkSpeed] | None

    @property
    def names(self) -> tuple[str, str]:
        return self.sides[0].name, self.sides[1].name

    @property
    def dims(self) -> tuple[int, int]:
        one, other = self.comparison.common.vectors
        return one.shape[1], other.shape[1]


def measure_rows(report: CompareReport) -> list[tuple[str, str, str]]:
    """The name of each measure with the values of both networks."""
    cutoffs = [f"{side.cutoff:.2f}" for side in report.sides]
    rows = [("cutoff of an edge", cutoffs[0], cutoffs[1])]
    if report.comparison.on_groups:
        rows = [*_ranking_rows(report.comparison.on_groups), *rows]
        rows += _edge_rows(report.comparison.on_groups)
    one, other = report.dims
    rows += [("dims", str(one), str(other)), ("bytes a photo", f"{4 * one:,}", f"{4 * other:,}")]
    if report.speeds:
        first, second = (f"{speed.photos_per_second:.0f}" for speed in report.speeds)
        rows.append(("photos a second", first, second))
    return rows


def _ranking_rows(known: GroupComparison) -> list[tuple[str, str, str]]:
    one, other = (found.ranking for found in known.found)
    return [
        ("P@1", f"{one.precision_at_1:.3f}", f"{other.precision_at_1:.3f}"),
        ("mAP", f"{one.mean_average_precision:.3f}", f"{other.mean_average_precision:.3f}"),
    ]


def _edge_rows(known: GroupComparison) -> list[tuple[str, str, str]]:
    one, other = (found.edges for found in known.found)
    return [
        ("edges at that cutoff", f"{one.edges:,}", f"{other.edges:,}"),
        ("their precision", f"{one.precision:.3f}", f"{other.precision:.3f}"),
        ("their recall", f"{one.recall:.3f}", f"{other.recall:.3f}"),
    ]


def sentences(report: CompareReport) -> list[str]:
    """Sentences about the difference of mAP, the agreement, and how speed was measured."""
    told = [_difference(report)] if report.comparison.on_groups else []
    told += [_agreement(report.comparison), _photos(report)]
    if report.speeds:
        told.append(_speed(report.speeds))
    return told


def _speed(speeds: tuple[NetworkSpeed, NetworkSpeed]) -> str:
    one, other = speeds
    same = one.precision == other.precision
    ways = one.precision if same else f"{one.precision} and {other.precision}"
    return (
        f"Photos per second: the network alone, in {ways}, as extract runs it; median of {ROUNDS}"
        f" rounds over {one.photos} photos."
    )


def _difference(report: CompareReport) -> str:
    known = report.comparison.on_groups
    assert known is not None  # noqa: S101 (for the type checker)
    found, groups = known.difference, _groups_asked(known)
    few = ", which are few" if groups < FEW_GROUPS else ""
    better = f"{report.names[found.mean > 0]} ranks better"
    shown = better if found.low > 0 or found.high < 0 else "no difference is shown"
    return (
        f"mAP, the second minus the first: {found.mean:+.3f} (95 % interval {found.low:+.3f} to"
        f" {found.high:+.3f}, {groups} groups{few}): {shown}."
    )


def _groups_asked(known: GroupComparison) -> int:
    return len({known.groups[photo] for photo in known.average_precisions})


def _agreement(comparison: NetworkComparison) -> str:
    photos = len(comparison.common.paths)
    of = f"{photos} photos" if comparison.asked == photos else _sample(comparison)
    return (
        f"Agreement of their top-{comparison.top_k} lists: {comparison.agreement:.3f}"
        f" (mean over {of})."
    )


def _sample(comparison: NetworkComparison) -> str:
    return f"a sample of {comparison.asked:,} of {len(comparison.common.paths):,} photos"


def _photos(report: CompareReport) -> str:
    common, known = report.comparison.common, report.comparison.on_groups
    photos, grouped = len(common.paths), len(known.groups) if known else 0
    of = "all" if grouped == photos else f"{grouped:,} of them"
    only = [
        f" Only {name} has {count:,} more."
        for count, name in zip(common.left_out, report.names, strict=True)
        if count
    ]
    told = f", {of} of known groups." if grouped else "."
    return f"Photos that both networks have: {photos:,}{told}{''.join(only)}"


def in_both(differing: DifferingPhoto, top_k: int) -> str:
    """The number of photos in both lists, as text."""
    return f"{round(differing.agreement * top_k)} of {top_k}"
