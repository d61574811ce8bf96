"""Plots precision and recall of edges against the cutoff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from photograph.evaluate.edge_quality import EdgeQuality
from photograph.evaluate.run import Evaluation
from photograph.figure import BLUE, GREY, ORANGE, PURPLE, new_figure, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_edges(evaluation: Evaluation, file: Path) -> None:
    """Writes the PNG; marks the chosen cutoff, and the default one if it differs.

    Raises
    ------
    OSError: the file can't be written.
    """
    figure = new_figure((7.2, 4.2))
    axes = figure.add_subplot(xlim=(0, 1), ylim=(0, 1.03))
    shown = [edges for edges in evaluation.edges if edges.edges]
    cutoffs = [edges.cutoff for edges in shown]
    axes.plot(cutoffs, [edges.precision for edges in shown], color=BLUE, lw=2, label="precision")
    axes.plot(cutoffs, [edges.recall for edges in shown], color=ORANGE, lw=2, label="recall")
    if evaluation.chosen:
        _mark(axes, evaluation.chosen)
    if not evaluation.chosen or evaluation.default != evaluation.chosen.cutoff:
        label = f"link's default {evaluation.default:.2f}"
        axes.axvline(evaluation.default, color=GREY, ls=":", label=label)
    _label(axes, evaluation)
    figure.savefig(file, format="png")


def _label(axes: Axes, evaluation: Evaluation) -> None:
    photos, groups = evaluation.embedding.photos, evaluation.embedding.groups
    axes.set_title(
        f"{evaluation.network}: edges by cutoff\n"
        f"{photos} photos in {groups} groups, {evaluation.embedding_dims} dims,"
        f" top-k {evaluation.top_k}",
        fontsize=11,
    )
    axes.set_xlabel("cutoff: the lowest cosine of an edge")
    axes.set_ylabel("share")
    tidy(axes)
    axes.legend(loc="lower left", frameon=False)


def _mark(axes: Axes, chosen: EdgeQuality) -> None:
    label = f"chosen {chosen.cutoff:.2f}"
    axes.axvline(chosen.cutoff, color=PURPLE, ls="--", lw=2, label=label)
    # Each on the side where its curve leaves room: precision rises, recall falls.
    _note(axes, chosen.cutoff, chosen.precision, BLUE, "left")
    _note(axes, chosen.cutoff, chosen.recall, ORANGE, "right")


def _note(axes: Axes, cutoff: float, value: float, colour: str, side: str) -> None:
    axes.plot([cutoff], [value], "o", color=colour)
    axes.annotate(
        f"{value:.3f}",
        (cutoff, value),
        xytext=(8 if side == "left" else -8, -15),
        textcoords="offset points",
        ha=side,
        color=colour,
    )
