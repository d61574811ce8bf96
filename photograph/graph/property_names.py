"""Which properties hold the embeddings of a network: `embedding`, or `embedding_NAME`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from photograph.errors import PhotographError

_NAME = re.compile(r"[A-Za-z0-9_]{1,40}", re.ASCII)


@dataclass(frozen=True)
class PropertyNames:
    """The names that belong together; the suffix is empty, or ``_`` and what `--as` says."""

    suffix: str = ""

    @property
    def embedding(self) -> str:
        return f"embedding{self.suffix}"

    @property
    def network(self) -> str:
        """The property that tells which network the embedding is of."""
        return f"network{self.suffix}"

    @property
    def classification(self) -> str:
        """The raw logits, as the old script called them."""
        return f"classificationList{self.suffix}"

    @property
    def index(self) -> str:
        """The vector index of the embedding."""
        return f"photograph_photo_{self.embedding}"


def names_of(embedding: str) -> PropertyNames:
    """The names that go with a property such as ``embedding_two``."""
    return PropertyNames(embedding.removeprefix("embedding"))


def property_names(name: str | None) -> PropertyNames:
    """The properties for a network loaded `--as` a name; without a name, the plain ones.

    Raises
    ------
    PhotographError: the name has other characters than letters, digits and ``_``.
    """
    if name is None:
        return PropertyNames()
    if not _NAME.fullmatch(name):
        raise PhotographError(
            f"{name!r} can't name a property.", "Use up to 40 letters, digits and _: --as mobilenet"
        )
    return PropertyNames(f"_{name}")
