"""How well embeddings find photos that belong together: P@1, mAP, and edges by cutoff."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photograph.errors import PhotographError

CUTOFFS = tuple(round(0.3 + 0.05 * step, 2) for step in range(14))


@dataclass(frozen=True)
class Ranking:
    """Retrieval over all photos: each photo asks for the others of its group."""

    photos: int
    groups: int
    precision_at_1: float
    mean_average_precision: float


@dataclass(frozen=True)
class Edges:
    """Pairs at or above a cutoff, judged by whether both are of one group."""

    cutoff: float
    edges: int
    precision: float
    recall: float


def read_groups(file: Path) -> dict[str, str]:
    """The group of each photo path, from a TSV with the columns ``group`` and ``file``.

    Raises
    ------
    PhotographError: the file is missing, no text, or lacks a column.
    """
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t")
            if not {"group", "file"} <= set(rows.fieldnames or ()):
                raise PhotographError(
                    f"{file} has no columns group and file.", "Name a TSV that has: evaluate TSV"
                )
            return {unicodedata.normalize("NFC", row["file"]): row["group"] for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PhotographError(
            f"{file} can't be read ({error}).", "Name a TSV: photograph evaluate GROUPS.tsv"
        ) from error


def rank(vectors: npt.NDArray[np.float32], groups: npt.NDArray[np.str_]) -> Ranking:
    """P@1 and mAP of unit vectors, float32 [photos, dims], by their dot product.

    Average precision is that of Manning, Raghavan and Schütze (2008), section 8.4: the mean of
    the precision at the rank of each photo of the same group. Photos alone in their group ask
    nothing, but may be found.
    """
    firsts, averages = [], []
    for index, row in enumerate(vectors):
        relevant = groups == groups[index]
        relevant[index] = False
        if not relevant.any():
            continue
        scores = vectors @ row
        scores[index] = -np.inf
        hits = relevant[np.argsort(-scores, kind="stable")][:-1]
        ranks = np.flatnonzero(hits) + 1
        firsts.append(float(hits[0]))
        averages.append(float((np.arange(1, len(ranks) + 1) / ranks).mean()))
    if not firsts:
        raise PhotographError("No group has two photos.", "Name groups of two photos or more.")
    return Ranking(len(vectors), len(set(groups)), float(np.mean(firsts)), float(np.mean(averages)))


def edges_by_cutoff(
    vectors: npt.NDArray[np.float32], groups: npt.NDArray[np.str_], top_k: int
) -> list[Edges]:
    """Precision and recall of the top-k edges at each cutoff.

    An edge is a pair where one photo is among the other's `top_k` nearest, as `link` makes them;
    recall is over the pairs of one group that top-k edges could hold at all.
    """
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -np.inf)
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :top_k]
    chosen = np.zeros(cosines.shape, bool)
    np.put_along_axis(chosen, nearest, True, axis=1)
    pairs = np.triu(chosen | chosen.T, 1)
    same = groups[:, None] == groups[None, :]
    reachable = int((pairs & same).sum())
    found = []
    for cutoff in CUTOFFS:
        kept = pairs & (cosines >= cutoff)
        right = int((kept & same).sum())
        edges = int(kept.sum())
        found.append(Edges(cutoff, edges, right / edges if edges else 1.0, right / reachable))
    return found
