"""The folder of a trained network: a new one, or one whose network may be replaced."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from photograph.errors import PhotographError
from photograph.extract.presets import FACTS_FILE, find_preset
from photograph.private import make_folder


def check_out(out: Path, replace: bool) -> None:
    """Checks, before the training, that the folder can be written and is free or replaceable.

    Raises
    ------
    PhotographError: it is not, or it has the name of a preset.
    """
    if find_preset(out.name):
        raise PhotographError(
            f"{out.name} is the name of a network that comes with photograph.",
            "Choose another: --out my-network",
        )
    if out.exists() and not (replace and _is_trained(out)):
        holds = _is_trained(out)
        raise PhotographError(
            f"{out} exists already{' and holds a trained network' if holds else ''}.",
            "Train over it: --replace" if holds else "Choose another folder: --out DIR",
        )
    make_folder(out.parent)


def _is_trained(folder: Path) -> bool:
    try:
        return "trained" in json.loads((folder / FACTS_FILE).read_text())
    except (OSError, ValueError, TypeError):
        return False


def staging_of(out: Path) -> Path:
    """The temporary folder beside the final one, so that half a network is never used."""
    return out.with_name(f".{out.name}.unfinished")


def put_in_place(staging: Path, out: Path) -> None:
    """Renames the finished network to its final folder, then deletes the replaced one."""
    old = out.with_name(f".{out.name}.replaced")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)
