"""Splits groups into three parts: for training, for validation, and held out for the test."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.console import say
from photograph.errors import PhotographError
from photograph.evaluate.trained_on import TrainingPart
from photograph.train.photos import GroupedPhotos

# Below two groups of two photos there is nothing to tell apart.
_FEWEST = 2


@dataclass(frozen=True)
class GroupSplit:
    """Photos of groups that are on one side only."""

    training: GroupedPhotos
    validation: GroupedPhotos
    held_out: GroupedPhotos


def split_groups(
    photos: GroupedPhotos, held_out: float, validation: float, seed: int
) -> GroupSplit:
    """Splits the groups at random; leaves out groups of one photo.

    Parameters
    ----------
    held_out: the share of all groups that test the network.
    validation: the share of the other groups that decide when to stop.

    Raises
    ------
    PhotographError: a part would have fewer than two groups.
    """
    names = groups_of_two(photos)
    np.random.default_rng(seed).shuffle(names)
    proving = round(held_out * len(names))
    stopping = max(_FEWEST, round(validation * (len(names) - proving)))
    parts = np.split(names, [proving, proving + stopping])
    _check([len(part) for part in parts], len(names))
    return GroupSplit(*(_photos_of(photos, parts[part]) for part in (2, 1, 0)))


def split_for(
    photos: GroupedPhotos, proof: GroupedPhotos, validation: float, seed: int
) -> GroupSplit:
    """Splits the groups into training and validation; the test groups are given.

    Raises
    ------
    PhotographError: a group or a photo is on both sides, or a part has too few groups.
    """
    shared = sorted(set(photos.groups) & set(proof.groups))
    copies = sorted(set(photos.contents) & set(proof.contents))
    if shared or copies:
        what = f"The group {str(shared[0])!r}" if shared else _name(photos, copies[0])
        raise PhotographError(
            f"{what} is on both sides: in training and in evaluation.",
            "Remove it from one side; a network must be tested on photos it has never seen.",
        )
    names = groups_of_two(photos)
    np.random.default_rng(seed).shuffle(names)
    stopping = max(_FEWEST, round(validation * len(names)))
    proving = groups_of_two(proof)
    _check([len(proving), stopping, len(names) - stopping], len(names))
    return GroupSplit(
        _photos_of(photos, names[stopping:]),
        _photos_of(photos, names[:stopping]),
        _photos_of(proof, proving),
    )


def _name(photos: GroupedPhotos, content: str) -> str:
    return f"The photo {photos.paths[photos.contents.index(content)]!r}"


def groups_of_two(photos: GroupedPhotos) -> npt.NDArray[np.str_]:
    """The groups with at least two photos, sorted."""
    counts = Counter(photos.groups.tolist())
    alone = sum(count == 1 for count in counts.values())
    if alone:
        say(f"{alone} groups are left out: they have only one photo.")
    return np.array(sorted(group for group, count in counts.items() if count > 1), np.str_)


def _check(sizes: list[int], groups: int) -> None:
    if min(sizes) < _FEWEST:
        raise PhotographError(
            f"{groups} groups of two photos or more do not make three parts: {sizes[2]} to train,"
            f" {sizes[1]} to validate, {sizes[0]} to test the network.",
            "Use more groups (at least six), or change --held-out and --validation.",
        )


def _photos_of(photos: GroupedPhotos, names: npt.NDArray[np.str_]) -> GroupedPhotos:
    return photos.of(np.flatnonzero(np.isin(photos.groups, names)))


def named_parts(split: GroupSplit) -> list[tuple[TrainingPart, GroupedPhotos]]:
    """The parts with their names."""
    return [
        ("training", split.training),
        ("validation", split.validation),
        ("held out", split.held_out),
    ]
