"""Common style of all plots."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from photograph.private import make_folder, private_umask
from photograph.settings import home

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, PURPLE, GREY = "#2166ac", "#d95f02", "#7b3294", "#777777"


def keep_fonts_at_home() -> None:
    """Makes matplotlib keep its list of fonts in the working folder."""
    folder = home().root / "matplotlib"
    if os.environ.setdefault("MPLCONFIGDIR", str(folder)) == str(folder):
        make_folder(folder)
        with private_umask(folder):
            import matplotlib.font_manager  # noqa: F401 (which writes that list)


def new_figure(size: tuple[float, float]) -> Figure:
    """An empty figure of this size in inches, which needs no screen."""
    # A figure made without pyplot is drawn by Agg alone.
    from matplotlib.figure import Figure

    return Figure(figsize=size, dpi=110, layout="constrained")


def tidy(axes: Axes) -> None:
    """Gives axes a faint grid and removes the frame at the top and the right."""
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
