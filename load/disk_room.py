"""Checks that the disk has room for an import's files and for the database made from them."""

from __future__ import annotations

import shutil
from pathlib import Path

from photograph.collection.contract import SIGNATURE_SIDE
from photograph.errors import PhotographError
from photograph.load.signature_vector import VECTOR_DIMS
from photograph.server.memory import MIB

# Measured with 30,000 photos: a float takes 11.5 bytes as text and 4.6 (of 8 bytes: 9.2) in the
# store; the rest of a photo 480 bytes and 800. A transaction log of 256 MiB comes with it.
_TEXT, _STORED, _REST, _LOG = 13, 10, 1_000, 256 * MIB
# Of the pixels, in blocks of 128 bytes, of which Neo4j 5.26 uses 120.
_SIGNATURE = -(-(SIGNATURE_SIDE**2) // 120) * 128


def check_room(folder: Path, photos: int, floats: int, with_database: bool) -> None:
    """Checks that the disk of a folder, which may not exist yet, has room enough.

    Parameters
    ----------
    floats: the numbers of each photo, embedding and classification together.
    """
    need = photos * (floats * _TEXT + _REST)
    if with_database:
        need += photos * ((floats + VECTOR_DIMS) * _STORED + _REST + _SIGNATURE) + _LOG
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    if free < need:
        raise PhotographError(
            f"An import of {photos} photos takes up to {need // MIB} MiB, and {there} has"
            f" {free // MIB} MiB free.",
            "Make room there, or load as usual: photograph load",
        )
