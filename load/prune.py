"""Checks before photos are removed: a folder that could not be read does not count as empty."""

from __future__ import annotations

from pathlib import Path

from photograph.collection.contract import MAKE_READABLE, aside_files, is_great_loss, read_unread
from photograph.console import agreed, shown
from photograph.errors import PhotographError


def check_folders_read(embeddings: Path, root: str) -> None:
    """Checks that the last `extract` could read every folder of the root.

    Raises
    ------
    PhotographError: it could not read some folders.
    """
    unread = read_unread(embeddings)
    if not unread:
        return
    more = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
    raise PhotographError(
        f"Nothing was removed: the folder {shown(unread[0].path)} of {root}{more} could not be"
        f" read ({unread[0].reason}), so its photos may still be there.",
        f"{MAKE_READABLE}; then photograph extract, and load --prune",
    )


def check_loss(gone: int, photos: int, root: str, yes: bool) -> None:
    """Asks before many photos are removed, since a drive may not be mounted.

    Parameters
    ----------
    photos: how many photos of the root are in the graph.
    yes: whether the person agreed already.

    Raises
    ------
    PhotographError: nobody agreed.
    """
    if yes or not is_great_loss(gone, photos):
        return
    lost = f"{gone:,} of the {photos:,} photos of {root} are gone"
    if not agreed(f"{lost}. Remove them from the graph, with everything attached to them?"):
        raise PhotographError(
            f"Nothing was removed: {lost}, more than a fifth.",
            "Mount its drive and extract again; or, if they were deleted: load --prune --yes",
        )


def forget_lost(embeddings: Path) -> None:
    """Removes the embeddings of lost photos that `extract` kept, after they were pruned."""
    for file in aside_files(embeddings):
        file.unlink(missing_ok=True)
