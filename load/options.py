"""The options of `load`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LoadWay(StrEnum):
    """How photos reach the server."""

    FILE = "file"
    DRIVER = "driver"
    ADMIN_IMPORT = "admin-import"


@dataclass(frozen=True)
class LoadOptions:
    """The options of a load.

    Parameters
    ----------
    classification: stores the network's logits too.
    prune: removes the nodes of photos that are gone from the folder.
    name: the suffix of the properties, such as ``embedding_NAME``; None: no suffix.
    via: None: the import folder where the server reads it, else the driver.
    url: the address of a CSV of all photos that the server reads, in place of `via`.
    yes: prunes without asking, however many photos are gone.
    """

    classification: bool = False
    prune: bool = False
    name: str | None = None
    via: LoadWay | None = None
    url: str | None = None
    yes: bool = False
