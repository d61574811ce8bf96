"""Compares two photos that may be copies: whether they can be, and which is better."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.options import DuplicateKind, DuplicateOptions

# JPEG and its like lose something at each saving; these need not.
_LOSSLESS = frozenset({"DNG", "RAW", "HEIF", "HEIC", "PNG", "TIFF", "BMP"})
_SAME_SHAPE = 0.01
# Some programs drop the fraction of a second.
_SAME_TIME = 1.0


@dataclass(frozen=True)
class Candidate:
    """A photo of the graph with the properties that matter for copies.

    Parameters
    ----------
    seconds: when it was taken, since 1970 by the camera's clock.
    """

    root: str
    path: str
    content_hash: str
    bytes: int
    width: int
    height: int
    format: str
    taken_at: str | None
    seconds: float | None
    camera_make: str | None
    camera_model: str | None
    damaged: bool = False

    @property
    def key(self) -> PhotoKey:
        return self.root, self.path


# What makes a photo the one to keep, the first that differs, and how that is said.
_REASONS = (
    "not damaged",
    "more pixels",
    "same pixels, more bytes",
    "same pixels and bytes, a lossless format",
    "taken first",
    "the same in all else, first by path",
)


def keep_order(photo: Candidate) -> tuple[bool, float, float, bool, float, PhotoKey]:
    """A sort key; the photo to keep comes first."""
    taken = math.inf if photo.seconds is None else photo.seconds
    lossless = photo.format.upper() in _LOSSLESS
    pixels = photo.width * photo.height
    return photo.damaged, -pixels, -photo.bytes, not lossless, taken, photo.key


def why_kept(kind: DuplicateKind, best: Candidate, others: Sequence[Candidate]) -> str:
    """In a few words, why the best photo is better than the next best one."""
    if kind == DuplicateKind.EXACT:
        return "same content, first by path"
    pairs = zip(keep_order(best), min(keep_order(other) for other in others), strict=True)
    differs = next(place for place, (one, other) in enumerate(pairs) if one != other)
    return _REASONS[differs]


def may_be(
    kind: DuplicateKind, one: Candidate, other: Candidate, options: DuplicateOptions
) -> bool:
    """Whether two photos can be copies of this kind, by everything except their embeddings."""
    if kind == DuplicateKind.EXACT:
        return one.content_hash == other.content_hash
    if not _same_camera(one, other):
        return False
    apart = _seconds_apart(one, other)
    if kind == DuplicateKind.NEAR:
        return apart is not None and apart <= options.seconds
    return _same_shape(one, other) and (apart is None or apart <= _SAME_TIME)


def _seconds_apart(one: Candidate, other: Candidate) -> float | None:
    if one.seconds is None or other.seconds is None:
        return None
    return abs(one.seconds - other.seconds)


def _same_camera(one: Candidate, other: Candidate) -> bool:
    """Whether camera maker and model are equal, where both photos have them."""
    makes, models = (one.camera_make, other.camera_make), (one.camera_model, other.camera_model)
    return all(a is None or b is None or a == b for a, b in (makes, models))


def _same_shape(one: Candidate, other: Candidate) -> bool:
    across, down = one.width * other.height, other.width * one.height
    return abs(across - down) <= _SAME_SHAPE * max(across, down)
