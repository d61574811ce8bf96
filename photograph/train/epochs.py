"""Trains epoch by epoch until the ranking of the validation groups stops improving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from photograph.array_types import Floats
from photograph.console import progress
from photograph.evaluate.ranking import Ranking, rank_photos
from photograph.train.photos import GroupedPhotos

PATIENCE = 5  # epochs without a better mAP, after which training stops
TrainerWeights = TypeVar("TrainerWeights")


@dataclass(frozen=True)
class Epoch:
    """The mean loss and the rankings after an epoch; epoch 0 is the start, without a loss."""

    number: int
    loss: float | None
    precision_at_1: float
    mean_average_precision: float


@dataclass(frozen=True)
class TrainedWeights(Generic[TrainerWeights]):
    """The weights of the best epoch, by mAP on the validation groups, and every epoch."""

    weights: TrainerWeights
    epochs: list[Epoch]
    best: int


@dataclass(frozen=True)
class Trainer(Generic[TrainerWeights]):
    """One kind of training, of the head or of layers.

    Parameters
    ----------
    run_epoch: trains for one epoch and returns its loss.
    embed: unit vectors of the validation photos with the present weights.
    copy: the present weights.
    """

    run_epoch: Callable[[], float]
    embed: Callable[[], Floats]
    copy: Callable[[], TrainerWeights]


def train_until_worse(
    trainer: Trainer[TrainerWeights], validation: GroupedPhotos, most: int, title: str
) -> TrainedWeights[TrainerWeights]:
    """Trains for at most `most` epochs; returns the best weights, perhaps those of the start."""
    epochs = [_epoch(0, None, rank_photos(trainer.embed(), validation.groups))]
    weights, best = trainer.copy(), 0
    with progress(title, most, "epochs") as advance:
        for number in range(1, most + 1):
            loss = trainer.run_epoch()
            epochs.append(_epoch(number, loss, rank_photos(trainer.embed(), validation.groups)))
            if epochs[-1].mean_average_precision > epochs[best].mean_average_precision:
                weights, best = trainer.copy(), number
            advance(1, f"mAP {epochs[-1].mean_average_precision:.3f}")
            if number - best >= PATIENCE:
                break
    return TrainedWeights(weights, epochs, best)


def _epoch(number: int, loss: float | None, ranking: Ranking) -> Epoch:
    return Epoch(number, loss, ranking.precision_at_1, ranking.mean_average_precision)
