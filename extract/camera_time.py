"""Parses the times that cameras and programs write as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# EXIF: 2020:11:24 18:29:15. XMP: 2020-11-24T18:29:15.588+02:00. Cameras: blanks for zeros, AM, PM.
_TIME = re.compile(
    r"\s*(\d{4})\D([\d ]\d)\D([\d ]\d)\D([\d ]\d)[^\d+-]([\d ]\d)"
    r"(?:[^\d+-]([\d ]\d)(?:[.,](\d+))?)?"
    r"\s*(?:([AP])\.?\s?M\.?)?\s*(Z|(?:UTC|GMT)(?:[+-]\d\d:?\d\d)?|[+-]\d\d:?\d\d)?\s*",
    re.ASCII | re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d):?(\d\d)", re.ASCII | re.IGNORECASE)

# The oldest photo that is left, of which there may be a scan.
_OLDEST = datetime(1826, 1, 1)
# Where the clocks of Mac OS, Unix and DOS begin: one that was never set says so.
_NEVER_SET = (datetime(1904, 1, 1), datetime(1970, 1, 1), datetime(1980, 1, 1))
# A machine whose own clock was never set would find every photo to be of the future.
_NOW_AT_LEAST = datetime(2026, 1, 1)


@dataclass(frozen=True)
class CameraTime:
    """A time without a zone, and its offset from UTC ("+02:00") where the file tells it."""

    at: datetime
    utc_offset: str | None = None


def parse_time(
    text: str | None, subseconds: str | None = None, offset: str | None = None
) -> CameraTime | None:
    """The time in a text; None where the text is no time, or an impossible one.

    Second 60 (a leap second, or one that was rounded up) becomes second 0 of the next minute.

    Parameters
    ----------
    subseconds, offset: from other tags; used where the text itself has none.
    """
    match = _TIME.fullmatch(text or "")
    if not match:
        return None
    *parts, fraction, half, zone = match.groups()
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    try:
        at = datetime(year, month, day, _hour(hour, half), minute)
        at += timedelta(seconds=_up_to(second, 60))
    except (ValueError, OverflowError):  # 0000:00:00 of a clock that was never set
        return None
    at = at.replace(microsecond=_microseconds(fraction or subseconds))
    told = CameraTime(at, parse_offset(zone) if zone else parse_offset(offset))
    return told if all(is_possible(moment) for moment in (at, _in_utc(told))) else None


def is_possible(at: datetime) -> bool:
    """Whether a photo can be of this time: not in the future, not the default of an unset clock.

    Up to one day ahead is accepted, for clocks that run fast and zones east of Greenwich.
    """
    if at.replace(second=0, microsecond=0) in _NEVER_SET:
        return False
    now = max(datetime.now(UTC).replace(tzinfo=None), _NOW_AT_LEAST)
    return _OLDEST <= at <= now + timedelta(days=1)


def parse_offset(text: str | None) -> str | None:
    """An offset from UTC as "+02:00"; zones in use reach from -12:00 to +14:00."""
    if (text or "").upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    match = _OFFSET.fullmatch(text or "")
    if not match or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    return f"{match[1]}{match[2]}:{match[3]}"


def _hour(hour: int, half: str | None) -> int:
    """The hour from 0 to 23; some programs write PM after an hour that is above 12 already."""
    if half in ("A", "a"):
        return _up_to(hour, 12) % 12
    return hour % 12 + 12 if half and hour <= 12 else hour


def _up_to(number: int, most: int) -> int:
    if number > most:
        raise ValueError(f"{number} is over {most}")
    return number


def _microseconds(fraction: str | None) -> int:
    digits = re.match(r"[0-9]*", fraction or "")
    return int(((digits.group() if digits else "") + "000000")[:6])


def _in_utc(told: CameraTime) -> datetime:
    if told.utc_offset is None:
        return told.at
    sign = -1 if told.utc_offset[0] == "-" else 1
    hours, minutes = int(told.utc_offset[1:3]), int(told.utc_offset[4:6])
    return told.at - sign * timedelta(hours=hours, minutes=minutes)
