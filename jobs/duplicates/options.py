"""The options of `duplicates`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from photograph.jobs.duplicates.keep import KeepRule


class DuplicateKind(StrEnum):
    """What a photo is to the one that stays for it, from the most alike to the least."""

    EXACT = "exact"
    RE_ENCODED = "re-encoded"
    RESIZED = "resized"
    TURNED = "turned"
    EDITED = "edited"
    CROPPED = "cropped"
    MIRRORED = "mirrored"
    NEAR = "near"

    @property
    def rank(self) -> int:
        """0 for the most alike."""
        return list(DuplicateKind).index(self)


# Nothing is lost with these. The others show something else, and go only where a person asks.
SPARE_KINDS = frozenset(
    {
        DuplicateKind.EXACT,
        DuplicateKind.RE_ENCODED,
        DuplicateKind.RESIZED,
        DuplicateKind.TURNED,
    }
)
# The cosine of frames of a burst; docs/duplicates.md says how it was measured.
NEAR_CUTOFF = 0.9
DEFAULT_SECONDS = 10.0


@dataclass(frozen=True)
class DuplicateOptions:
    """Which photos count as near, and which copies may go.

    Parameters
    ----------
    cutoff: the lowest cosine of near photos.
    seconds: the longest time between two near photos.
    kinds: those that a person asked for by name.
    first: the rules of which photo to keep that a person put first.
    merges: whether photos that stay get what a person gave their copies.
    """

    network: str | None = None
    cutoff: float = NEAR_CUTOFF
    seconds: float = DEFAULT_SECONDS
    kinds: tuple[DuplicateKind, ...] = ()
    first: tuple[KeepRule, ...] = ()
    merges: bool = False

    def may_go(self, kind: DuplicateKind) -> bool:
        """Whether copies of this kind may go: those that lose nothing, or that were asked for."""
        return kind is not DuplicateKind.NEAR and (kind in SPARE_KINDS or kind in self.kinds)
