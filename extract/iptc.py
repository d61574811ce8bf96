"""Reads dates and keywords of an IPTC record (IIM 4.2); Pillow finds it in JPEG and TIFF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFile, IptcImagePlugin

from photograph.extract.exif_tags import BROKEN_EXIF

_CREATED, _DIGITIZED, _KEYWORDS = ((2, 55), (2, 60)), ((2, 62), (2, 63)), (2, 25)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)  # CCYYMMDD
_CLOCK = re.compile(r"(\d\d)(\d\d)(\d\d)(.*)", re.ASCII)  # HHMMSS±HHMM


@dataclass(frozen=True)
class IptcFacts:
    """Texts of dates: when the photo was taken, and when it was digitized; keywords."""

    original: str | None = None
    digitized: str | None = None
    keywords: tuple[str, ...] = ()


def read_iptc(image: Image.Image) -> IptcFacts:
    """The facts of an opened image's IPTC; none where there is no record or it is broken."""
    if not isinstance(image, ImageFile.ImageFile):
        return IptcFacts()
    try:
        record = IptcImagePlugin.getiptcinfo(image) or {}
    except BROKEN_EXIF:
        return IptcFacts()
    original, digitized = (
        _text(record.get(day), record.get(at)) for day, at in (_CREATED, _DIGITIZED)
    )
    return IptcFacts(original, digitized, tuple(_words(record.get(_KEYWORDS))))


def _words(values: object) -> Iterator[str]:
    """Keywords are UTF-8 or, as older programs wrote them, of Western Europe."""
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, bytes):
            try:
                yield value.decode()
            except UnicodeDecodeError:
                yield value.decode("cp1252", errors="replace")


def _text(day: object, clock: object) -> str | None:
    """The date and the time as one text, or the date alone."""
    days, clocks = _DAY.fullmatch(_first(day)), _CLOCK.fullmatch(_first(clock))
    if not days:
        return None
    told = "-".join(days.groups())
    return f"{told}T{':'.join(clocks.groups()[:3])}{clocks[4]}" if clocks else told


def _first(value: object) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return value.decode(errors="replace").strip("\0 ") if isinstance(value, bytes) else ""
