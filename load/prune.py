"""Whether photos may be removed from the graph: a folder that was not read is no deletion."""

from __future__ import annotations

from pathlib import Path

from photograph.collection.contract import MAKE_READABLE, aside_files, is_great_loss, read_unread
from photograph.console import agreed, shown
from photograph.errors import PhotographError


def check_folders_read(embeddings: Path, root: str) -> None:
    """The last `extract` could read every folder of the root, so what it did not find is gone.

    Raises
    ------
    PhotographError: it could not.
    """
    unread = read_unread(embeddings)
    if not unread:
        return
    more = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
    raise PhotographError(
        f"Nothing was removed: the folder {shown(unread[0].path)} of {root}{more} could not be"
        f" read ({unread[0].reason}), so what is gone from it is not known.",
        f"{MAKE_READABLE}; then photograph extract, and load --prune",
    )


def check_loss(gone: int, photos: int, root: str, yes: bool) -> None:
    """So many photos are removed only if a person says so, since a drive may not be mounted.

    Parameters
    ----------
    photos: how many of the root are in the graph.
    yes: whether the person has said so already.

    Raises
    ------
    PhotographError: nobody did.
    """
    if yes or not is_great_loss(gone, photos):
        return
    lost = f"{gone:,} of the {photos:,} photos of {root} are gone"
    if not agreed(f"{lost}. Remove them from the graph, with all that was drawn on them?"):
        raise PhotographError(
            f"Nothing was removed: {lost}, more than a fifth.",
            "Mount its drive and extract again; or, if they were deleted: load --prune --yes",
        )


def forget_lost(embeddings: Path) -> None:
    """Removes what `extract` kept of lost photos, which a person said do not come back."""
    for file in aside_files(embeddings):
        file.unlink(missing_ok=True)
