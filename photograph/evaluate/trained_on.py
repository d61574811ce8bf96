"""The list of photos that a network was trained on, stored in its SavedModel's folder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from photograph.collection.contract import Provenance
from photograph.errors import PhotographError
from photograph.extract.network_facts import check_network
from photograph.extract.network_files import weights_sha256

TRAINED_ON_FILE = "trained_on.tsv"
TrainingPart = Literal["training", "validation", "held out"]


@dataclass(frozen=True)
class GroupedPhoto:
    """A photo of a known group, and its part in the training: a row of the list.

    Parameters
    ----------
    part: `training` and `validation` photos were seen in training; `held out` ones tested it.
    """

    group: str
    file: str
    part: TrainingPart
    content_hash: str


@dataclass(frozen=True)
class SeenInTraining:
    """Groups and contents (sha256 of the file) on which a network must not be evaluated."""

    groups: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()

    def __or__(self, other: SeenInTraining) -> SeenInTraining:
        return SeenInTraining(self.groups | other.groups, self.contents | other.contents)


def write_trained_on(photos: Iterable[GroupedPhoto], folder: Path) -> None:
    """Writes the list into a SavedModel's folder; it can be used as a TSV of groups as well."""
    with (folder / TRAINED_ON_FILE).open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, list(GroupedPhoto.__annotations__), delimiter="\t")
        rows.writeheader()
        rows.writerows(asdict(photo) for photo in photos)


def read_seen(folder: Path) -> SeenInTraining:
    """What the network in a folder was trained on; empty for one that `train` did not make.

    Raises
    ------
    PhotographError: the list exists but can't be read.
    """
    file = folder / TRAINED_ON_FILE
    if not file.exists():
        return SeenInTraining()
    check_network(folder)
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = [
                (row["group"], row["content_hash"])
                for row in csv.DictReader(lines, delimiter="\t")
                if row["part"] != "held out"
            ]
        if any(None in row for row in rows):
            raise KeyError("a line is short")
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise PhotographError(
            f"{file}, which says what the network was trained on, can't be read ({error}).",
            "Train it again, or put the file back.",
        ) from error
    return SeenInTraining(
        frozenset(group for group, _ in rows), frozenset(content for _, content in rows)
    )


def seen_by(provenance: Provenance) -> SeenInTraining:
    """What the network that made an embeddings file was trained on.

    Raises
    ------
    PhotographError: it was trained here, but its list is missing or of another training.
    """
    if provenance.cutoff is None:
        return SeenInTraining()
    folder = Path(provenance.handle)
    if not (folder / TRAINED_ON_FILE).exists():
        raise PhotographError(
            f"{folder} has lost the list of photos that {provenance.network} was trained on.",
            f"Put its {TRAINED_ON_FILE} back, or train it again.",
        )
    if weights_sha256(folder) != provenance.weights_sha256:
        raise PhotographError(
            f"{folder} was trained again since these photos were extracted with it.",
            f"Make them again: photograph extract PHOTOS --network {folder} --replace",
        )
    return read_seen(folder)


def unseen(
    groups: Mapping[str, str], contents: Mapping[str, str], seen: SeenInTraining
) -> dict[str, str]:
    """The photos of groups of which training saw neither the name nor any photo.

    Parameters
    ----------
    groups: the group of each photo, by path.
    contents: the sha256 of each photo's file, by path.
    """
    known = set(seen.groups)
    known |= {group for path, group in groups.items() if contents.get(path) in seen.contents}
    return {path: group for path, group in groups.items() if group not in known}
