"""``make evaluate-cutoffs``: finds the best cutoff of each network on photos of known groups.

Extracts the shared groups with each network that can be had without a connection, and writes
docs/cutoffs/: a curve for each, and a table from which
photograph/collection/cutoffs.py is set by hand.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.cutoffs import FALLBACK, MEASURED
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.console import table
from photograph.evaluate.edge_quality import EdgeQuality, choose_cutoff, edges_by_cutoff
from photograph.evaluate.known_groups import EvaluatedPhotos, read_evaluated, read_groups
from photograph.evaluate.plot import plot_edges
from photograph.evaluate.run import Evaluation, evaluate_embedding
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.settings import home

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"
DOCS = REPOSITORY / "docs" / "cutoffs"
TOP_K = 10
# The old script's network, as a SavedModel on this disk; TF Hub gives the same architecture.
_MOBILENET = str(SHARED / "networks" / "mobilenet_v2_1001")
_HEADER = tuple(
    "network vectors dims unlike chosen edges precision recall lowest highest default".split()
)


@dataclass(frozen=True)
class Case:
    """A preset, with the network, output and vectors that are used for it here."""

    preset: str
    handle: str
    output: str | None
    vectors: str


CASES = (
    Case("efficientnet-lite0", DEFAULT_NETWORK, None, "embedding"),
    Case("efficientnet-lite0-hub", DEFAULT_NETWORK, None, "features"),
    Case("mobilenet-v2", _MOBILENET, None, "logits"),
    Case("mobilenet-v2-features", _MOBILENET, "feature_vector", "features"),
)


def main() -> None:
    """Writes the pictures and the table, and prints it; takes half a minute."""
    if not SHARED.is_dir():
        sys.exit(f"evaluate-cutoffs needs the shared photos and networks in {SHARED}")
    DOCS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PHOTOGRAPH_HOME"] = folder
        rows = [_measure(case) for case in CASES]
    with (DOCS / "cutoffs.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows([_HEADER, *rows])
    print(table(rows, _HEADER))


def _measure(case: Case) -> tuple[str, ...]:
    found = _vectors(case)
    evaluation = evaluate_embedding(case.preset, found, TOP_K, MEASURED.get(case.preset, FALLBACK))
    plot_edges(evaluation, DOCS / f"{case.preset}.png")
    return _row(case, found, evaluation)


def _vectors(case: Case) -> EvaluatedPhotos:
    """The groups with this network; the embedding is the vectors of the preset's edges."""
    photos = SHARED / "photos"
    extract(photos / "groups", network=case.handle, output=case.output, quiet=True)
    embeddings = last_collection(home()).folder(home()) / EMBEDDINGS_FILE
    found = read_evaluated(embeddings, read_groups(photos / "GROUPS.tsv"))
    return replace(found, embedding=found.features) if case.vectors == "features" else found


def _unlike(found: EvaluatedPhotos) -> float:
    """The median cosine of two photos of different groups."""
    apart = found.groups[:, None] != found.groups[None, :]
    return float(np.median((found.embedding @ found.embedding.T)[apart]))


def _without_one_group(found: EvaluatedPhotos) -> Iterator[float]:
    """The cutoffs chosen with each group left out in turn, to see how much they depend on it."""
    for group in np.unique(found.groups):
        kept = found.groups != group
        yield _chosen(edges_by_cutoff(found.embedding[kept], found.groups[kept], TOP_K)).cutoff


def _chosen(edges: list[EdgeQuality]) -> EdgeQuality:
    chosen = choose_cutoff(edges)
    if not chosen:
        sys.exit("no cutoff keeps edges that are right often enough")
    return chosen


def _row(case: Case, found: EvaluatedPhotos, evaluation: Evaluation) -> tuple[str, ...]:
    others = list(_without_one_group(found))
    chosen = _chosen(evaluation.edges)
    default = FALLBACK if case.vectors == "logits" else chosen.cutoff
    return (
        case.preset,
        case.vectors,
        str(evaluation.embedding_dims),
        f"{_unlike(found):.2f}",
        f"{chosen.cutoff:.2f}",
        str(chosen.edges),
        f"{chosen.precision:.3f}",
        f"{chosen.recall:.3f}",
        f"{min(others):.2f}",
        f"{max(others):.2f}",
        f"{default:.2f}",
    )


if __name__ == "__main__":
    main()
