"""Prepares a training, without TensorFlow: extracts photos and splits groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photograph.collection.photo_root import PhotoRoot
from photograph.console import say
from photograph.extract.collect import ExtractedCollection, extract_collection, require_photos
from photograph.extract.network import NetworkRequest
from photograph.settings import Home
from photograph.train.photos import GroupedPhotos, read_grouped
from photograph.train.split import GroupSplit, split_for, split_groups

# What is ranked after each epoch: more photos would say the same later.
_VALIDATION_PHOTOS = 4000


@dataclass(frozen=True)
class TrainingSource:
    """Photos and their groups by path; None takes sub-folders as groups.

    Parameters
    ----------
    proof: the groups to test the network on; None holds out some of the others.
    """

    root: PhotoRoot
    groups: Mapping[str, str] | None
    proof: Mapping[str, str] | None = None


@dataclass(frozen=True)
class TrainOptions:
    """The options of a training: shares of groups, most epochs, layers to unfreeze, seed."""

    held_out: float
    validation: float
    epochs: int
    unfreeze: int
    seed: int


@dataclass(frozen=True)
class PreparedTraining:
    """A collection that is up to date, and its groups in three parts."""

    root: PhotoRoot
    extracted: ExtractedCollection
    split: GroupSplit


def prepare(
    source: TrainingSource, request: NetworkRequest, options: TrainOptions, home: Home
) -> PreparedTraining:
    """Extracts new photos, and splits the groups.

    Raises
    ------
    PhotographError: photos, groups or network are missing, or a group is on both sides.
    """
    extracted = extract_collection(source.root, request, home)
    require_photos(extracted, source.root)
    return PreparedTraining(source.root, extracted, _split(source, extracted.embeddings, options))


def _split(source: TrainingSource, embeddings: Path, options: TrainOptions) -> GroupSplit:
    photos = read_grouped(embeddings, source.groups)
    if source.proof is None:
        split = split_groups(photos, options.held_out, options.validation, options.seed)
    else:
        proof = read_grouped(embeddings, source.proof)
        split = split_for(photos, proof, options.validation, options.seed)
    told = [
        f"{len(part.paths)} photos of {len(set(part.groups))} groups {does}"
        for part, does in (
            (split.training, "train"),
            (split.validation, "stop the training"),
            (split.held_out, "prove the network"),
        )
    ]
    say("; ".join(told))
    return GroupSplit(split.training, _some(split.validation, options.seed), split.held_out)


def _some(photos: GroupedPhotos, seed: int) -> GroupedPhotos:
    order = np.random.default_rng(seed).permutation(len(photos.paths))
    return photos.of(np.sort(order[:_VALIDATION_PHOTOS]))
