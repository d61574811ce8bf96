"""Names of the properties with a network's embeddings: `embedding`, or `embedding_NAME`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from photograph.errors import PhotographError

# Of a photo, beside those that end with the name of a network; all others are somebody else's.
PHOTO_PROPERTIES = (
    "root",
    "path",
    "filename",
    "contentHash",
    "bytes",
    "width",
    "height",
    "format",
    "orientation",
    "damaged",
    "takenAt",
    "takenAtOf",
    "location",
    "locationOf",
    "altitude",
    "gpsAt",
    "cameraMake",
    "cameraModel",
    "lens",
    "software",
    "frames",
    "hasClip",
    "keywordsInFile",
    "keywordsInCopies",
    "signature",
    "signatureOf",
    "signatureVector",
    "embeddedAt",
    "neighbourLeftAt",
)
_NAME = re.compile(r"[A-Za-z0-9_]{1,40}", re.ASCII)


@dataclass(frozen=True)
class PropertyNames:
    """The property names of one network; the suffix is empty, or ``_`` and the name of `--as`."""

    suffix: str = ""

    @property
    def embedding(self) -> str:
        return f"embedding{self.suffix}"

    @property
    def network(self) -> str:
        """The property with the name of the embedding's network."""
        return f"network{self.suffix}"

    @property
    def classification(self) -> str:
        """The property with the raw logits, named as in the old script."""
        return f"classificationList{self.suffix}"

    @property
    def index(self) -> str:
        """The name of the vector index over the embedding."""
        return f"photograph_photo_{self.embedding}"


def names_of(embedding: str) -> PropertyNames:
    """The names that belong to a property such as ``embedding_two``."""
    return PropertyNames(embedding.removeprefix("embedding"))


def property_names(name: str | None) -> PropertyNames:
    """The properties for a network loaded with `--as NAME`, or the plain ones without a name.

    Raises
    ------
    PhotographError: the name has characters other than letters, digits and ``_``.
    """
    if name is None:
        return PropertyNames()
    if not _NAME.fullmatch(name):
        raise PhotographError(
            f"{name!r} can't name a property.", "Use up to 40 letters, digits and _: --as mobilenet"
        )
    return PropertyNames(f"_{name}")
