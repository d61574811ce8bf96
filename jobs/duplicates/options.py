"""What a person can ask of `duplicates`."""

from __future__ import annotations

from dataclasses import dataclass

EXACT, RE_ENCODED, NEAR = "exact", "re-encoded", "near"
# In this order: what is the same goes before what is nearly so.
KINDS = (EXACT, RE_ENCODED, NEAR)

# Measured with the default network; docs/duplicates.md says how.
COPY_CUTOFF = 0.95
NEAR_CUTOFF = 0.9
DEFAULT_SECONDS = 10.0


@dataclass(frozen=True)
class DuplicateOptions:
    """Which photos count as copies.

    Parameters
    ----------
    cutoff: the lowest cosine of both re-encoded copies and near ones; None is the default of each.
    seconds: how far apart two photos of a burst were taken at most.
    kinds: those that are told.
    """

    network: str | None = None
    cutoff: float | None = None
    seconds: float = DEFAULT_SECONDS
    kinds: tuple[str, ...] = KINDS

    def cutoff_of(self, kind: str) -> float:
        """The lowest cosine of two photos of this kind."""
        if self.cutoff is not None:
            return self.cutoff
        return NEAR_CUTOFF if kind == NEAR else COPY_CUTOFF

    @property
    def lowest(self) -> float:
        """The lowest cosine that any kind needs."""
        return min(self.cutoff_of(kind) for kind in KINDS)
