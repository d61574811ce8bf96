"""A group of copies as people and scripts see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.options import DuplicateKind


@dataclass(frozen=True)
class DuplicateCopy:
    """A photo of a group, and what it is.

    Parameters
    ----------
    score: the correlation of the part where it is least like `of`, 1 for the same; of near
        photos, the cosine of their embeddings.
    of: the photo that it was compared with, which stays.
    goes: whether nothing is lost where it goes.
    stays: why it does not go although it is a copy; empty otherwise.
    ambiguous: whether it may be a copy of another photo as well.
    """

    photo: Candidate
    kind: DuplicateKind
    score: float
    of: Candidate
    goes: bool
    stays: str = ""
    ambiguous: bool = False


def order_in_group(kind: DuplicateKind, photo: Candidate) -> tuple[int, PhotoKey]:
    """The sort key of a copy: what is most alike comes first."""
    return kind.rank, photo.key


@dataclass(frozen=True)
class DuplicateGroup:
    """A photo that stays, why it does, and its copies, those that are most alike first."""

    keep: Candidate
    why: str
    copies: tuple[DuplicateCopy, ...]

    @property
    def going(self) -> list[DuplicateCopy]:
        """The copies that may go."""
        return [copy for copy in self.copies if copy.goes]

    @property
    def bytes_to_spare(self) -> int:
        """What the copies that may go take of the disk."""
        return sum(copy.photo.bytes for copy in self.going)


def of_kinds(
    groups: Sequence[DuplicateGroup], kinds: Sequence[DuplicateKind]
) -> list[DuplicateGroup]:
    """Groups with only the copies of these kinds, those without any left out; all for no kinds."""
    if not kinds:
        return list(groups)
    narrowed = [
        replace(group, copies=tuple(copy for copy in group.copies if copy.kind in kinds))
        for group in groups
    ]
    return [group for group in narrowed if group.copies]
