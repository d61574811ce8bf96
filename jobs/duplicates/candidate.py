"""A photo that may be a copy, and what its facts say of it and of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from photograph.graph.photo_key import PhotoKey

# Two photos by their places in a list, the lower place first.
PlacePair = tuple[int, int]

_SAME_SHAPE = 0.01
# A side of a smaller copy is rounded to a whole pixel, by some programs down.
_ROUNDED = 1.0
# Editors round fractions of a second; two frames of the fastest bursts are .05 s apart.
_SAME_FRACTION = 0.02


@dataclass(frozen=True)
class PersonsWord:
    """What a person gave a photo in the graph: an album, a label, a verdict, an edge, a property.

    Parameters
    ----------
    text: for people to read.
    key: tells two words of one text apart.
    many: whether a photo can have several of one text, as edges to several nodes.
    """

    text: str
    key: str
    many: bool = True


@dataclass(frozen=True)
class Candidate:
    """A photo of the graph with the properties that matter for copies.

    Parameters
    ----------
    taken_at: with its offset from UTC where that is known.
    clock: when it was taken by the camera's clock, ISO 8601.
    frames: of an animation, or pages.
    keywords: as they are written in its file.
    derived: whether another photo of the graph is the one that it was made from, by their pixels.
    """

    root: str
    path: str
    content_hash: str
    bytes: int
    width: int
    height: int
    format: str
    taken_at: str | None = None
    clock: str | None = None
    has_place: bool = False
    camera_make: str | None = None
    camera_model: str | None = None
    software: str | None = None
    frames: int = 1
    has_clip: bool = False
    keywords: tuple[str, ...] = ()
    damaged: bool = False
    said: tuple[PersonsWord, ...] = ()
    derived: bool = False

    @property
    def key(self) -> PhotoKey:
        return self.root, self.path

    @property
    def time(self) -> datetime | None:
        """When it was taken by the camera's clock."""
        return None if self.clock is None else datetime.fromisoformat(self.clock)

    @property
    def pixels(self) -> int:
        return self.width * self.height


def seconds_apart(one: Candidate, other: Candidate) -> float | None:
    """The seconds between two photos by their cameras' clocks; None where one is unknown."""
    if one.time is None or other.time is None:
        return None
    return abs((one.time - other.time).total_seconds())


def are_two_exposures(one: Candidate, other: Candidate) -> bool:
    """Whether fractions of a second, which both have, tell two frames apart.

    Whole seconds do not: a zone, a clock put right, or an editor may have changed them in a copy.
    """
    if one.time is None or other.time is None:
        return False
    fractions = [time.microsecond / 1e6 for time in (one.time, other.time)]
    return all(fractions) and abs(fractions[0] - fractions[1]) > _SAME_FRACTION


def may_be_near(one: Candidate, other: Candidate, seconds: float) -> bool:
    """Whether two photos can be of one burst, by everything except what they show."""
    apart = seconds_apart(one, other)
    return apart is not None and apart <= seconds and _same_camera(one, other)


def have_one_shape(one: Candidate, other: Candidate, swapped: bool) -> bool:
    """Whether two photos have the same ratio of sides.

    Parameters
    ----------
    swapped: the other one lies on its side.
    """
    width, height = (other.height, other.width) if swapped else (other.width, other.height)
    large, small = sorted([(one.width, one.height), (width, height)], reverse=True)
    off = abs(large[0] * small[1] - large[1] * small[0])
    return off <= max(_SAME_SHAPE * large[0] * small[1], _ROUNDED * max(large))


def _same_camera(one: Candidate, other: Candidate) -> bool:
    """Whether camera maker and model are equal, where both photos have them."""
    makes, models = (one.camera_make, other.camera_make), (one.camera_model, other.camera_model)
    return all(a is None or b is None or a == b for a, b in (makes, models))
