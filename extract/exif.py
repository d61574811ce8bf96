"""Time, place and camera from EXIF; what is missing or broken is None, never invented."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import ExifTags, Image

# All that Pillow and the values themselves raise on broken EXIF; such a photo is still a photo.
BROKEN_EXIF = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    SyntaxError,
    OSError,
    ArithmeticError,
    AttributeError,
)

_BASE, _IFD, _GPS = ExifTags.Base, ExifTags.IFD, ExifTags.GPS
_TIME = re.compile(r"(\d{4})\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)(?:\D(\d\d))?")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)$")


@dataclass(frozen=True)
class Exif:
    """What the camera wrote; `orientation` is 1 (upright) where it says nothing."""

    orientation: int = 1
    taken_at: datetime | None = None
    utc_offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    gps_at: datetime | None = None
    camera_make: str | None = None
    camera_model: str | None = None
    lens: str | None = None


def read_exif(image: Image.Image) -> Exif:
    """The EXIF of an opened image; each part that is broken is None, the others are kept."""
    try:
        base = image.getexif()
    except BROKEN_EXIF:
        return Exif()
    camera, gps = _directory(base, _IFD.Exif), _directory(base, _IFD.GPSInfo)
    latitude, longitude = _place(gps)
    taken_at, utc_offset = _taken(base, camera)
    return Exif(
        orientation=_orientation(base),
        taken_at=taken_at,
        utc_offset=utc_offset,
        latitude=latitude,
        longitude=longitude,
        altitude=None if latitude is None else _altitude(gps),
        gps_at=_gps_time(gps),
        camera_make=_text(base, _BASE.Make),
        camera_model=_text(base, _BASE.Model),
        lens=_text(camera, _BASE.LensModel),
    )


def _directory(base: Image.Exif, which: int) -> dict[int, Any]:
    try:
        return dict(base.get_ifd(which))
    except BROKEN_EXIF:
        return {}


def _get(tags: Any, tag: int) -> Any:
    try:
        return tags.get(tag)
    except BROKEN_EXIF:
        return None


def _text(tags: Any, tag: int) -> str | None:
    value = _get(tags, tag)
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    if not isinstance(value, str):
        return None
    return "".join(c for c in value.split("\0")[0] if c.isprintable()).strip() or None


def _orientation(base: Image.Exif) -> int:
    value = _get(base, _BASE.Orientation)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _taken(base: Image.Exif, camera: dict[int, Any]) -> tuple[datetime | None, str | None]:
    """DateTimeOriginal before DateTimeDigitized before DateTime, each with its own offset."""
    for tags, time, part, offset in (
        (camera, _BASE.DateTimeOriginal, _BASE.SubsecTimeOriginal, _BASE.OffsetTimeOriginal),
        (camera, _BASE.DateTimeDigitized, _BASE.SubsecTimeDigitized, _BASE.OffsetTimeDigitized),
        (base, _BASE.DateTime, _BASE.SubsecTime, _BASE.OffsetTime),
    ):
        taken_at = _time(_text(tags, time), _text(camera, part))
        if taken_at:
            return taken_at, _offset(_text(camera, offset))
    return None, None


def _time(text: str | None, subseconds: str | None) -> datetime | None:
    match = _TIME.match(text or "")
    if not match:
        return None
    digits = re.match(r"\d*", subseconds or "")
    microseconds = int(((digits.group() if digits else "") + "000000")[:6])
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second, microseconds)
    except ValueError:  # 0000:00:00 of a camera whose clock was never set
        return None


def _offset(text: str | None) -> str | None:
    if text == "Z":
        return "+00:00"
    match = _OFFSET.match(text or "")
    # Zones in use reach from -12:00 to +14:00.
    if not match or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    return f"{match[1]}{match[2]}:{match[3]}"


def _degrees(parts: Any, reference: Any, negative: str, limit: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
        value = degrees + minutes / 60 + seconds / 3600
    except BROKEN_EXIF:
        return None
    if not math.isfinite(value) or not 0 <= value <= limit:
        return None
    if isinstance(reference, bytes):
        reference = reference.decode(errors="replace")
    return -value if str(reference or "").strip("\0 ").upper() == negative else value


def _place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    """Signed degrees, both or neither; 0, 0 is what a receiver without a fix writes."""
    latitude = _degrees(gps.get(_GPS.GPSLatitude), gps.get(_GPS.GPSLatitudeRef), "S", 90)
    longitude = _degrees(gps.get(_GPS.GPSLongitude), gps.get(_GPS.GPSLongitudeRef), "W", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _altitude(gps: dict[int, Any]) -> float | None:
    try:
        value = float(gps[_GPS.GPSAltitude])
    except BROKEN_EXIF:
        return None
    below = gps.get(_GPS.GPSAltitudeRef) in (1, b"\x01")
    return (-value if below else value) if math.isfinite(value) else None


def _gps_time(gps: dict[int, Any]) -> datetime | None:
    try:
        day = datetime.strptime(str(gps[_GPS.GPSDateStamp]).strip("\0 "), "%Y:%m:%d")
        hours, minutes, seconds = (float(part) for part in gps[_GPS.GPSTimeStamp])
        return day.replace(tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    except BROKEN_EXIF:
        return None
