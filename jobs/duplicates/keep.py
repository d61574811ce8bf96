"""Which photo of a group stays, and why; and which copies stay as well."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate

# JPEG and its like lose something at each saving; these need not.
_LOSSLESS = frozenset({"DNG", "RAW", "HEIF", "HEIC", "PNG", "TIFF", "BMP"})
_EDITORS = re.compile(
    r"photoshop|gimp|snapseed|picasa|pixelmator|affinity|paint|canva|picsart|vsco|photoscape"
    r"|acdsee|irfanview|imagemagick|meitu|faceapp|remini|topaz|upscayl",
    re.IGNORECASE,
)
# As phones and desktops name them, in some languages.
_SCREENSHOT = re.compile(
    r"screen[-_ ]?shot|bildschirmfoto|capture d.écran|captura de pantalla|schermata", re.IGNORECASE
)
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
    told = photo.clock is not None, photo.has_place, photo.camera_model is not None
    return sum((*told, bool(photo.keywords), photo.frames > 1, photo.has_clip))


def _is_made_from_another(photo: Candidate) -> bool:
    """Whether pixels, its name or the program that wrote it say that it is no original."""
    name, software = PurePosixPath(photo.path).name, photo.software or ""
    return photo.derived or bool(_SCREENSHOT.search(name) or _EDITORS.search(software))


def _first_taken(photo: Candidate) -> float:
    return math.inf if photo.time is None else (photo.time - photo.time.min).total_seconds()


_WHOLE = KeepRule(lambda photo: photo.damaged, "It is whole, and the others are damaged.")
_SAID = KeepRule(
    lambda photo: -len(photo.said),
    "You gave it the most in the graph: albums, labels, verdicts, or edges of your own.",
)
# In the order in which they count; --keep puts some of them first.
KEEP_RULES = {
    "facts": KeepRule(
        lambda photo: -_facts(photo),
        "It holds the most: when, where and by which camera it was taken, keywords, a film, pages.",
    ),
    "original": KeepRule(
        _is_made_from_another, "It is an original; others were edited, enlarged or framed."
    ),
    "largest": KeepRule(lambda photo: -photo.pixels, "It has the most pixels."),
    "heaviest": KeepRule(lambda photo: -photo.bytes, "It has the most bytes."),
    "lossless": KeepRule(
        lambda photo: photo.format.upper() not in _LOSSLESS, "It has a lossless format."
    ),
    "oldest": KeepRule(_first_taken, "It was taken first."),
}
_BY_PATH = "It is first by path, and the same in all else."


def keep_rules(first: Sequence[KeepRule] = ()) -> tuple[KeepRule, ...]:
    """All rules in the order in which they count, those that a person asked for before the rest.

    A damaged photo stands for no other, whatever is asked.
    """
    rest = [rule for rule in (_SAID, *KEEP_RULES.values()) if rule not in first]
    return (_WHOLE, *first, *rest)


def keep_rank(photo: Candidate, rules: Sequence[KeepRule]) -> Rank:
    """A sort key; the photo to keep comes first."""
    return tuple(float(rule.worse(photo)) for rule in rules), photo.key


def why_kept(best: Candidate, others: Sequence[Candidate], rules: Sequence[KeepRule]) -> str:
    """In a sentence, why the best photo is better than the next best one."""
    next_best = min(keep_rank(other, rules) for other in others)[0]
    ranks = zip(keep_rank(best, rules)[0], next_best, rules, strict=True)
    return next((rule.why for one, other, rule in ranks if one != other), _BY_PATH)
