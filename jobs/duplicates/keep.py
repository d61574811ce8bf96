"""Which photo of a group stays, and why; and which copies stay as well."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate

# JPEG and its like lose something at each saving; these need not.
_LOSSLESS = frozenset({"DNG", "RAW", "HEIF", "HEIC", "PNG", "TIFF", "BMP"})
Rank = tuple[tuple[float, ...], PhotoKey]


@dataclass(frozen=True)
class KeepRule:
    """One reason to keep a photo rather than another.

    Parameters
    ----------
    worse: a number, which is lower for the better photo.
    why: a sentence about the photo that stays.
    """

    worse: Callable[[Candidate], float]
    why: str


def _facts(photo: Candidate) -> int:
    return sum((photo.clock is not None, photo.has_place, photo.camera_model is not None))


def _first_taken(photo: Candidate) -> float:
    return math.inf if photo.time is None else (photo.time - photo.time.min).total_seconds()


RULES = (
    KeepRule(lambda photo: photo.damaged, "It is whole, and the others are damaged."),
    KeepRule(
        lambda photo: -_facts(photo),
        "It tells the most of when, where and by which camera it was taken.",
    ),
    KeepRule(lambda photo: -photo.pixels, "It has the most pixels."),
    KeepRule(lambda photo: -photo.bytes, "It has the most bytes for the same pixels."),
    KeepRule(
        lambda photo: photo.format.upper() not in _LOSSLESS,
        "It has a lossless format, the same pixels and bytes.",
    ),
    KeepRule(_first_taken, "It was taken first, and is the same in all else."),
)
_BY_PATH = "It is first by path, and the same in all else."


def keep_rank(photo: Candidate) -> Rank:
    """A sort key; the photo to keep comes first."""
    return tuple(float(rule.worse(photo)) for rule in RULES), photo.key


def why_kept(best: Candidate, others: Sequence[Candidate]) -> str:
    """In a sentence, why the best photo is better than the next best one."""
    next_best = min(keep_rank(other) for other in others)[0]
    ranks = zip(keep_rank(best)[0], next_best, RULES, strict=True)
    return next((rule.why for one, other, rule in ranks if one != other), _BY_PATH)


def why_it_stays(copy: Candidate, keep: Candidate, also: Candidate | None) -> str:
    """Why a copy is not to go; empty where nothing would be lost.

    Parameters
    ----------
    also: another photo of which it may be a copy: small copies of one form look the same.
    """
    if also is not None:
        return f"It may be a copy of {also.path} as well, which is another photo."
    if copy.clock is not None and keep.clock is None:
        return "It alone tells when it was taken."
    if copy.has_place and not keep.has_place:
        return "It alone tells where it was taken."
    return ""
