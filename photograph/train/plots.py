"""Plots a training: loss and ranking by epoch, and the gain of each held-out group."""

from __future__ import annotations

from pathlib import Path

from photograph.evaluate.ranking import Ranking
from photograph.figure import BLUE, GREY, ORANGE, PURPLE, new_figure, tidy
from photograph.train.epochs import Epoch
from photograph.train.proof import HeldOutProof


def plot_epochs(stages: dict[str, tuple[list[Epoch], int]], frozen: Ranking, file: Path) -> None:
    """Plots each stage of the training, head and layers, with its best epoch.

    Parameters
    ----------
    stages: by title, the epochs and the best of them.
    frozen: the ranking of the validation groups by the frozen network.

    Raises
    ------
    OSError: the file can't be written.
    """
    figure = new_figure((7.2, 3.4 * len(stages)))
    rows = figure.subplots(len(stages), 2, squeeze=False)
    for (title, (epochs, best)), (left, right) in zip(stages.items(), rows, strict=True):
        numbers = [epoch.number for epoch in epochs]
        left.plot(numbers[1:], [epoch.loss for epoch in epochs[1:]], "o-", color=BLUE, ms=3)
        left.set_title(f"{title}: loss of the training groups", fontsize=10)
        ranks = [epoch.mean_average_precision for epoch in epochs]
        firsts = [epoch.precision_at_1 for epoch in epochs]
        right.plot(numbers, ranks, "o-", color=BLUE, ms=3, label="mAP")
        right.plot(numbers, firsts, "o-", color=ORANGE, ms=3, label="P@1")
        right.axhline(frozen.mean_average_precision, color=BLUE, ls=":", label="mAP, frozen")
        right.axvline(best, color=PURPLE, ls="--", label=f"best: {best}")
        right.set_title("ranking of the validation groups", fontsize=10)
        right.legend(frameon=False)
        for axes in (left, right):
            axes.set_xlabel("epoch (0 is the start)")
            axes.set_xlim(-0.5, max(numbers[-1], 1) + 0.5)
            tidy(axes)
    figure.savefig(file, format="png")


def plot_proof(proof: HeldOutProof, network: str, file: Path) -> None:
    """Plots the gain of each held-out group, the best first, and the mean with its interval.

    Raises
    ------
    OSError: the file can't be written.
    """
    figure = new_figure((7.2, 4.0))
    axes = figure.add_subplot()
    gains = [gain.gain for gain in proof.gains]
    colours = [BLUE if gain >= 0 else ORANGE for gain in gains]
    axes.bar(range(len(gains)), gains, color=colours, width=0.8)
    difference = proof.difference
    axes.axhspan(difference.low, difference.high, color=PURPLE, alpha=0.15, lw=0)
    label = f"all photos: {difference.mean:+.3f} ({difference.low:+.3f} to {difference.high:+.3f})"
    axes.axhline(difference.mean, color=PURPLE, ls="--", label=label)
    axes.axhline(0, color=GREY, lw=0.8)
    axes.set_title(
        f"{network}: what {len(gains)} groups gained that it has never seen", fontsize=11
    )
    axes.set_ylabel("mAP, trained less frozen")
    axes.set_xlabel("held-out groups, most gained first")
    axes.set_xticks([])
    for place, side in ((0, "left"), (len(gains) - 1, "right")):
        axes.annotate(
            proof.gains[place].group,
            (place, gains[place]),
            ha=side,
            fontsize=8,
            xytext=(0, 3 if gains[place] >= 0 else -11),
            textcoords="offset points",
        )
    axes.legend(frameon=False)
    tidy(axes)
    figure.savefig(file, format="png")
