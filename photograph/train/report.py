"""Prints the result of a training: a table of both networks, and what to do next."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING

from photograph.console import say, table
from photograph.errors import PhotographError
from photograph.extract.presets import short_name
from photograph.next_step import say_next

if TYPE_CHECKING:
    from photograph.train.run import TrainingOutcome

NO_BETTER = 4  # the exit code of a training that has not shown a gain


def print_outcome(outcome: TrainingOutcome, frozen: str) -> None:
    """Prints both networks' rankings on the held-out groups."""
    proof = outcome.proof
    name = short_name(str(outcome.folder))
    rows = [
        (
            network,
            str(dims),
            str(ranking.photos),
            str(ranking.groups),
            f"{ranking.precision_at_1:.3f}",
            f"{ranking.mean_average_precision:.3f}",
        )
        for network, dims, ranking in (
            (f"{frozen}, frozen", proof.frozen_dims, proof.frozen),
            (name, proof.trained_dims, proof.trained),
        )
    ]
    print(table(rows, ("network", "dims", "photos", "held-out groups", "P@1", "mAP")))
    difference = proof.difference
    print()
    print(
        f"Difference of mAP: {difference.mean:+.3f}, 95% interval {difference.low:+.3f} to"
        f" {difference.high:+.3f} (bootstrap over groups)"
    )


def say_what_was_written(outcome: TrainingOutcome) -> None:
    """Says where the network is and, if it is better, how to use it."""
    name = short_name(str(outcome.folder))
    say(f"Written: {outcome.folder} (training.png and held-out.png show how it went)")
    if outcome.proof.better:
        say_next(
            f"photograph extract PHOTOS --network {quote(str(outcome.folder))}, then load --as"
            f" {re.sub(r'[^A-Za-z0-9_]+', '_', name)[:40]}, then link --network {quote(name)}"
        )


def no_better(outcome: TrainingOutcome, frozen: str) -> PhotographError | None:
    """The error for a training without a proven gain, or None; the network is kept anyway."""
    if outcome.proof.better:
        return None
    return PhotographError(
        f"No gain is shown: {outcome.folder.name} is no better than {frozen} on groups that it has"
        " not seen.",
        "Keep the frozen network, or train with more groups or more photos of each.",
        exit_code=NO_BETTER,
    )
