"""What was proved of pairs of photos, and which pairs a person set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.keep import Rank
from photograph.jobs.duplicates.options import DuplicateKind

Apart = frozenset[frozenset[PhotoKey]]
Contents = frozenset[str]  # the content hashes of two photos
_Named = TypeVar("_Named", int, PhotoKey)  # by place in a list, or by root and path


@dataclass(frozen=True)
class PairProof:
    """What a photo is to another, and the correlation of the part where they are least alike.

    Parameters
    ----------
    derived: the content of the one that was made from the other; empty where pixels don't say.
    """

    kind: DuplicateKind
    score: float
    derived: str = ""


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


@dataclass(frozen=True)
class PhotosToGroup:
    """Photos by place, and what decides of their groups.

    Parameters
    ----------
    ranks: of each photo; the lowest of a group stays.
    apart: pairs that a person set apart, of which neither is told as a copy of the other.
    """

    photos: Sequence[Candidate]
    ranks: Sequence[Rank]
    prove: Prove
    apart: Apart = frozenset()

    def are_apart(self, copy: int, joined: Iterable[int]) -> bool:
        """Whether a person set a photo apart from one of those that were joined."""
        return bool(self.apart) and any(
            frozenset((self.photos[copy].key, self.photos[one].key)) in self.apart for one in joined
        )


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
