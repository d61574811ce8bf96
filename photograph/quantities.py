"""Parses times and distances as a person writes them."""

from __future__ import annotations

import re

from photograph.errors import PhotographError

# Of point.distance in Neo4j 5.26: a sphere of this radius, in metres.
EARTH_RADIUS = 6_378_140.0
_SECONDS: dict[str, float] = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_METRES: dict[str, float] = {"m": 1, "km": 1_000, "mi": 1_609.344}


def parse_span(text: str) -> float:
    """The seconds of a text such as ``30d``, ``12h`` or ``90m``."""
    return _parse(text, _SECONDS, "a time: 30d, 12h, 90m")


def parse_radius(text: str) -> float:
    """The metres of a text such as ``5km`` or ``300m``."""
    return _parse(text, _METRES, "a distance: 5km, 300m")


def _parse(text: str, units: dict[str, float], example: str) -> float:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", text.lower())
    if not found or found[2] not in units or float(found[1]) <= 0:
        raise PhotographError(f"{text!r} is not {example.partition(':')[0]}.", f"Give {example}.")
    return float(found[1]) * units[found[2]]
