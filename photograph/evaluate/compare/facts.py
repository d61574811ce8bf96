"""The result of a comparison as JSON, for scripts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from photograph.evaluate.compare.measures import DifferingPhoto, NetworkComparison
from photograph.evaluate.compare.report import CompareReport


def comparison_facts(report: CompareReport) -> dict[str, Any]:
    """The output of ``--json``, without the page."""
    comparison = report.comparison
    known = comparison.on_groups
    return {
        "networks": [_network_facts(report, which) for which in (0, 1)],
        "photos": len(comparison.common.paths),
        "photos_of_one_only": list(comparison.common.left_out),
        "photos_of_groups": len(known.groups) if known else None,
        "map_difference": asdict(known.difference) if known else None,
        "top_k": comparison.top_k,
        "agreement": comparison.agreement,
        "agreement_photos": comparison.asked,
        "differ_most": [_differing_facts(comparison, photo) for photo in comparison.differing],
    }


def _network_facts(report: CompareReport, which: int) -> dict[str, Any]:
    side, dims = report.sides[which], report.dims[which]
    known = report.comparison.on_groups.found[which] if report.comparison.on_groups else None
    return {
        "network": side.name,
        "handle": side.request.handle,
        "cutoff": side.cutoff,
        "ranking": asdict(known.ranking) if known else None,
        "edges": asdict(known.edges) if known else None,
        "dims": dims,
        "bytes_per_photo": 4 * dims,
        "speed": asdict(report.speeds[which]) if report.speeds else None,
    }


def _differing_facts(comparison: NetworkComparison, differing: DifferingPhoto) -> dict[str, Any]:
    paths, known = comparison.common.paths, comparison.on_groups
    return {
        "path": paths[differing.photo],
        "agreement": differing.agreement,
        "average_precisions": known.average_precisions.get(differing.photo) if known else None,
        "nearest": [
            [{"path": paths[number], "cosine": round(cosine, 6)} for number, cosine in of_one]
            for of_one in differing.nearest
        ],
    }
