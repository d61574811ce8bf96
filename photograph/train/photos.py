"""Photos of known groups, with their features and embeddings by the frozen network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats
from photograph.collection.contract import read_provenance
from photograph.console import say
from photograph.errors import PhotographError
from photograph.extract.merge import vectors
from photograph.summed_parquet import read_columns


@dataclass(frozen=True)
class GroupedPhotos:
    """Photos and their groups, each content once.

    Parameters
    ----------
    features: float32 [photos, features], raw.
    frozen: the present embeddings, unit vectors, float32 [photos, dims].
    """

    paths: list[str]
    contents: list[str]
    groups: npt.NDArray[np.str_]
    features: Floats
    frozen: Floats

    def of(self, rows: npt.NDArray[np.intp]) -> GroupedPhotos:
        """The photos with these indices."""
        return GroupedPhotos(
            [self.paths[row] for row in rows],
            [self.contents[row] for row in rows],
            self.groups[rows],
            self.features[rows],
            self.frozen[rows],
        )


def groups_by_folder(paths: list[str]) -> dict[str, str]:
    """The group of each photo that lies in a sub-folder: the name of the first folder."""
    return {path: path.partition("/")[0] for path in paths if "/" in path}


def read_grouped(embeddings: Path, groups: Mapping[str, str] | None) -> GroupedPhotos:
    """The photos of an embeddings file that have a group, each content once.

    A content in two groups is left out: it would be on both sides of a split.

    Parameters
    ----------
    groups: the group of each photo, by path; None takes sub-folders as groups.

    Raises
    ------
    PhotographError: no photo has a group.
    """
    table = read_columns(embeddings, ["path", "content_hash", "features", "embedding"])
    paths, contents = table["path"].to_pylist(), table["content_hash"].to_pylist()
    known = groups_by_folder(paths) if groups is None else groups
    rows = _rows(paths, contents, known)
    if not rows:
        raise PhotographError(
            "None of these photos has a group.",
            "Put each group into a sub-folder of its own, or name a TSV with columns group, file.",
        )
    provenance = read_provenance(embeddings)
    taken = table.take(rows)
    return GroupedPhotos(
        [paths[row] for row in rows],
        [contents[row] for row in rows],
        np.array([known[paths[row]] for row in rows]),
        vectors(taken["features"], provenance.features),
        vectors(taken["embedding"], provenance.dims),
    )


def _rows(paths: list[str], contents: list[str], known: Mapping[str, str]) -> list[int]:
    grouped = [row for row, path in enumerate(paths) if path in known]
    found: dict[str, set[str]] = {}
    for row in grouped:
        found.setdefault(contents[row], set()).add(known[paths[row]])
    first = {contents[row]: row for row in reversed(grouped)}
    torn = [content for content, groups in found.items() if len(groups) > 1]
    if torn:
        say(
            f"{len(torn)} photos are left out: each is in two groups, as is {paths[first[torn[0]]]}"
        )
    return sorted(row for content, row in first.items() if len(found[content]) == 1)
