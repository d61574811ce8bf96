"""The plot of `make bench-link`: seconds against photos, both axes logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.link_bars import LINK, Measured

_DPI = 100


def plot(results: Sequence[Measured], to: Path, machine: str) -> None:
    """Writes a PNG; what was extrapolated is hollow and dashed."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 4.5), dpi=_DPI)
    for number, way in enumerate(dict.fromkeys(found.way for found in results)):
        colour = f"C{number}"
        every = sorted((f for f in results if f.way == way), key=lambda found: found.photos)
        real = [found for found in every if not found.extrapolated]
        beyond = [found for found in every if found.extrapolated]
        width = 2.5 if way == LINK else 1.5
        axes.plot(*_points(real), "o-", color=colour, label=way, linewidth=width)
        if beyond:
            label = f"{way}, extrapolated"
            axes.plot(*_points(real[-1:] + beyond), "--", color=colour, linewidth=width)
            axes.plot(*_points(beyond), "o", color=colour, markerfacecolor="white", label=label)
    axes.set(xscale="log", yscale="log", xlabel="photos", ylabel="seconds")
    sizes = sorted({found.photos for found in results})
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.yaxis.set_major_formatter("{x:,g}")
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.set_title(f"Ten nearest of every photo\n{machine}", fontsize=10)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
    figure.tight_layout()
    figure.savefig(to)
    plt.close(figure)


def _points(results: Sequence[Measured]) -> tuple[list[int], list[float]]:
    return [found.photos for found in results], [found.seconds for found in results]
