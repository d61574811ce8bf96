"""Reads lists of known groups, and the vectors of their photos."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats
from photograph.collection.contract import read_provenance
from photograph.console import say
from photograph.errors import PhotographError
from photograph.evaluate.trained_on import seen_by, unseen
from photograph.extract.merge import vectors
from photograph.extract.projection import embed
from photograph.summed_parquet import read_columns


@dataclass(frozen=True)
class EvaluatedPhotos:
    """Unit vectors, float32 [photos, dims], and the group and path of each photo."""

    features: Floats
    embedding: Floats
    groups: npt.NDArray[np.str_]
    paths: list[str]


def read_groups(file: Path) -> dict[str, str]:
    """The group of each photo path, from a TSV with the columns ``group`` and ``file``.

    Raises
    ------
    PhotographError: the file is missing or is not text, or a column is missing.
    """
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t")
            if not {"group", "file"} <= set(rows.fieldnames or ()):
                raise PhotographError(
                    f"{file} has no columns group and file.", "Name a TSV that has: evaluate TSV"
                )
            return dict(_group_of(row, f"Line {rows.line_num} of {file}") for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PhotographError(
            f"{file} can't be read ({error}).", "Name a TSV: photograph evaluate GROUPS.tsv"
        ) from error


def _group_of(row: dict[str, str | None], line: str) -> tuple[str, str]:
    path, group = row["file"], row["group"]
    if path is None or group is None:
        raise PhotographError(
            f"{line} has no file or no group.", "Give it both, with a tab between."
        )
    return unicodedata.normalize("NFC", path), group


def unseen_groups(groups: dict[str, str], files: Sequence[Path]) -> dict[str, str]:
    """The groups on which no network of these embeddings files was trained.

    Raises
    ------
    PhotographError: the networks were trained on all groups, or their lists are lost.
    """
    left = groups
    for file in files:
        seen = seen_by(read_provenance(file))
        table = read_columns(file, ["path", "content_hash"])
        contents = zip(table["path"].to_pylist(), table["content_hash"].to_pylist(), strict=True)
        left = unseen(left, dict(contents), seen)
    count, most = len(set(left.values())), len(set(groups.values()))
    if count < most:
        say(f"{most - count} of {most} groups are left out: a network was trained on them.")
    if groups and not left:
        raise PhotographError(
            "The network was trained on every one of these groups.",
            "Name groups that it has never seen.",
        )
    return left


def read_evaluated(embeddings: Path, groups: dict[str, str]) -> EvaluatedPhotos:
    """The photos of an embeddings file that have a group.

    Raises
    ------
    PhotographError: no photo has one.
    """
    provenance = read_provenance(embeddings)
    table = read_columns(embeddings, ["path", "features", "embedding"])
    paths = table["path"].to_pylist()
    known = np.array([path in groups for path in paths], bool)
    if not known.any():
        raise PhotographError(
            "No photo of the last extract is named there.",
            "Its column file must hold paths relative to the folder of photos.",
        )
    return EvaluatedPhotos(
        embed(vectors(table["features"], provenance.features)[known], None),
        vectors(table["embedding"], provenance.dims)[known],
        np.array([groups[path] for path in paths if path in groups]),
        [path for path in paths if path in groups],
    )
