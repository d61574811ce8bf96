"""Finds the sample photos: those of a checkout, or a copy of those in the package."""

from __future__ import annotations

from pathlib import Path

from photograph.durable_file import write_durably
from photograph.private import make_folder
from photograph.settings import Home

_PACKAGED = Path(__file__).parents[1] / "samples"


def sample_photos(place: Home) -> Path:
    """The folder `photos` here or, if there is none, a copy of the samples in the working folder.

    They are copied since the package itself may be temporary, as with `uvx`.

    Raises
    ------
    PhotographError: the working folder can't be written.
    """
    here = Path("photos")
    if here.is_dir():
        return here
    folder = make_folder(place.root / "samples")
    for photo in sorted(_PACKAGED.glob("*.jpg")):
        if not (folder / photo.name).exists():
            write_durably(folder / photo.name, photo.read_bytes())
    return folder
