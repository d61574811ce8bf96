"""Reads the place and the GPS time of a photo from the GPS directory of EXIF."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import ExifTags

from photograph.extract.camera_time import is_possible
from photograph.extract.exif_tags import BROKEN_EXIF, read_text

_GPS = ExifTags.GPS


def read_place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    """Latitude and longitude in signed degrees, or None; a receiver without a fix writes 0, 0.

    Without N or S and E or W four places are possible, so the result is None.
    """
    latitude = _degrees(gps.get(_GPS.GPSLatitude), _sign(gps, _GPS.GPSLatitudeRef, "NS"), 90)
    longitude = _degrees(gps.get(_GPS.GPSLongitude), _sign(gps, _GPS.GPSLongitudeRef, "EW"), 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _sign(gps: dict[int, Any], tag: int, letters: str) -> int | None:
    """1 for the first of the two letters, -1 for the second."""
    letter = (read_text(gps, tag) or "?").upper()
    return {letters[0]: 1, letters[1]: -1}.get(letter)


def _degrees(parts: Any, sign: int | None, limit: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
        value = degrees + minutes / 60 + seconds / 3600
    except BROKEN_EXIF:
        return None
    if sign is None or not math.isfinite(value) or not 0 <= value <= limit:
        return None
    return sign * value


def read_altitude(gps: dict[int, Any]) -> float | None:
    """Metres above sea level; a missing GPSAltitudeRef means above (EXIF 2.32)."""
    try:
        value = float(gps[_GPS.GPSAltitude])
    except BROKEN_EXIF:
        return None
    below = gps.get(_GPS.GPSAltitudeRef) in (1, b"\x01")
    return (-value if below else value) if math.isfinite(value) else None


def read_gps_time(gps: dict[int, Any]) -> datetime | None:
    """The time by the GPS satellites, in UTC."""
    try:
        day = datetime.strptime(str(gps[_GPS.GPSDateStamp]).strip("\0 "), "%Y:%m:%d")
        hours, minutes, seconds = (float(part) for part in gps[_GPS.GPSTimeStamp])
    except BROKEN_EXIF:
        return None
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds <= 60 and is_possible(day)):
        return None
    return day.replace(tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)
