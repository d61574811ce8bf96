"""Where a trained network goes: a folder that is new, or holds one that may be replaced."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from photograph.errors import PhotographError
from photograph.extract.presets import FACTS_FILE, find_preset
from photograph.private import make_folder


def check_out(out: Path, replace: bool) -> None:
    """Refuses, before anything is trained, a folder that can't be written or holds something.

    Raises
    ------
    PhotographError: as above, or a preset has its name.
    """
    if find_preset(out.name):
        raise PhotographError(
            f"{out.name} is the name of a network that comes with photograph.",
            "Choose another: --out my-network",
        )
    if out.exists() and not (replace and _is_trained(out)):
        holds = _is_trained(out)
        raise PhotographError(
            f"{out} is there already{' and holds a trained network' if holds else ''}.",
            "Train over it: --replace" if holds else "Choose another folder: --out DIR",
        )
    make_folder(out.parent)


def _is_trained(folder: Path) -> bool:
    try:
        return "trained" in json.loads((folder / FACTS_FILE).read_text())
    except (OSError, ValueError, TypeError):
        return False


def staging_of(out: Path) -> Path:
    """Beside the final folder: what is half-written is never taken for a network."""
    return out.with_name(f".{out.name}.unfinished")


def put_in_place(staging: Path, out: Path) -> None:
    """Puts the finished network in its place; one that it replaces goes only then."""
    old = out.with_name(f".{out.name}.replaced")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)
