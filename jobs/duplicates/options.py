"""The options of `duplicates`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DuplicateKind(StrEnum):
    """How alike the photos of a group are, from the most alike to the least."""

    EXACT = "exact"
    RE_ENCODED = "re-encoded"
    NEAR = "near"


# Measured with the default network; docs/duplicates.md says how.
COPY_CUTOFF = 0.95
NEAR_CUTOFF = 0.9
DEFAULT_SECONDS = 10.0


@dataclass(frozen=True)
class DuplicateOptions:
    """Which photos count as copies.

    Parameters
    ----------
    cutoff: the lowest cosine of re-encoded and near copies; None is the default of each kind.
    seconds: the longest time between two photos of a burst.
    kinds: the kinds of groups to return.
    """

    network: str | None = None
    cutoff: float | None = None
    seconds: float = DEFAULT_SECONDS
    kinds: tuple[DuplicateKind, ...] = tuple(DuplicateKind)

    def cutoff_of(self, kind: DuplicateKind) -> float:
        """The lowest cosine of two photos of this kind."""
        if self.cutoff is not None:
            return self.cutoff
        return NEAR_CUTOFF if kind == DuplicateKind.NEAR else COPY_CUTOFF

    @property
    def lowest(self) -> float:
        """The lowest cosine of all kinds."""
        return min(self.cutoff_of(kind) for kind in DuplicateKind)
