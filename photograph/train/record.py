"""The record of a training: base network, photos, options and results."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import photograph
from photograph.evaluate.trained_on import GroupedPhoto, write_trained_on
from photograph.train.contrastive import TEMPERATURE
from photograph.train.epochs import Epoch
from photograph.train.head import TrainedHead
from photograph.train.proof import HeldOutProof
from photograph.train.split import GroupSplit, named_parts
from photograph.train.unfrozen import UnfrozenNetwork


@dataclass(frozen=True)
class TrainingRecord:
    """The results of a training; `unfrozen` is None if only the head was trained."""

    network: str
    split: GroupSplit
    head: TrainedHead
    unfrozen: UnfrozenNetwork | None
    proof: HeldOutProof
    cutoff: float


def facts_of(
    training: TrainingRecord, weights_sha256: str, layers: int, seed: int
) -> dict[str, Any]:
    """The facts that are written beside the SavedModel and printed by ``--json``.

    Parameters
    ----------
    weights_sha256: of the base network.
    layers: how many were unfrozen.
    """
    head, unfrozen = training.head, training.unfrozen
    return {
        "cutoff": training.cutoff,
        "trained": {
            "from": training.network,
            "from_weights_sha256": weights_sha256,
            "program_version": photograph.__version__,
            "seed": seed,
            "loss": f"supervised contrastive, temperature {TEMPERATURE}",
            "parts": {
                part: {"photos": len(photos.paths), "groups": len(set(photos.groups))}
                for part, photos in named_parts(training.split)
            },
            "head": {
                "shrinkage": head.shrinkage,
                "best_epoch": head.trained.best,
                "epochs": _epochs(head.trained.epochs),
            },
            "layers": {
                "unfrozen": layers,
                "best_epoch": unfrozen.trained.best if unfrozen else None,
                "epochs": _epochs(unfrozen.trained.epochs) if unfrozen else [],
            },
            "proof": {**asdict(training.proof), "better": training.proof.better},
        },
    }


def _epochs(epochs: list[Epoch]) -> list[dict[str, Any]]:
    return [asdict(epoch) for epoch in epochs]


def write_photos(split: GroupSplit, folder: Path) -> None:
    """Writes the list of photos with their groups and their parts in the training."""
    write_trained_on(
        (
            GroupedPhoto(str(group), path, part, content)
            for part, photos in named_parts(split)
            for group, path, content in zip(
                photos.groups, photos.paths, photos.contents, strict=True
            )
        ),
        folder,
    )
