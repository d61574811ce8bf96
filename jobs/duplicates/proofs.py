"""What was proved of pairs of photos, and which pairs a person set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.options import DuplicateKind

Apart = frozenset[frozenset[PhotoKey]]
_Named = TypeVar("_Named", int, PhotoKey)  # by place in a list, or by root and path


@dataclass(frozen=True)
class PairProof:
    """What a photo is to another, and the correlation of the part where they are least alike."""

    kind: DuplicateKind
    score: float


@dataclass(frozen=True)
class ProvedCopy:
    """A copy, what it is a copy of, and the proof; photos are places in a list.

    Parameters
    ----------
    also: another photo of which it would be a copy as well, though the two are none.
    """

    copy: int
    of: int
    proof: PairProof
    also: int | None = None


Prove = Callable[[int, int], PairProof | None]


def apart_in_groups(
    photos: Sequence[Candidate], copies: Iterable[ProvedCopy], apart: Apart
) -> Apart:
    """The pairs set apart, of copies as well as of the photos that stay for them."""
    if not apart:
        return apart
    stays = {photos[one.copy].key: photos[one.of].key for one in copies}
    return apart | {frozenset(last_of(key, stays) for key in pair) for pair in apart}


def last_of(one: _Named, stays: Mapping[_Named, _Named]) -> _Named:
    """The photo that stays in the end for one, which may be a copy of a copy; or the one itself."""
    while one in stays:
        one = stays[one]
    return one


def are_apart(photos: Sequence[Candidate], copy: int, joined: list[int], apart: Apart) -> bool:
    """Whether a person set a photo apart from one of those that were joined."""
    return bool(apart) and any(
        frozenset((photos[copy].key, photos[one].key)) in apart for one in joined
    )
