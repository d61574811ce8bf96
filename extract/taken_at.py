"""Reads when a photo was taken from its metadata, never from when the file was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from PIL import ExifTags, Image

from photograph.extract.camera_time import CameraTime, parse_time
from photograph.extract.exif_tags import read_text
from photograph.extract.iptc import IptcFacts
from photograph.extract.xmp import XmpFacts

_BASE = ExifTags.Base
_CAMERA = (
    (_BASE.DateTimeOriginal, _BASE.SubsecTimeOriginal, _BASE.OffsetTimeOriginal),
    (_BASE.DateTimeDigitized, _BASE.SubsecTimeDigitized, _BASE.OffsetTimeDigitized),
)


def read_taken_at(
    base: Image.Exif, camera: dict[int, Any], xmp: XmpFacts, iptc: IptcFacts
) -> CameraTime | None:
    """The first valid time of EXIF, XMP and IPTC, in this order, with its own UTC offset.

    The meaning of the tags is from the Metadata Working Group's Guidelines for Handling Image
    Metadata 2.0: photoshop:DateCreated and IPTC DateCreated are EXIF's DateTimeOriginal,
    xmp:CreateDate and IPTC DigitalCreationDate its DateTimeDigitized, and EXIF's DateTime, with
    xmp:ModifyDate, is when the file was changed: that is never when the photo was taken.

    Parameters
    ----------
    base, camera: the image's EXIF, and the Exif directory in it.
    """
    return next((told for told in _told(base, camera, xmp, iptc) if told), None)


def _told(
    base: Image.Exif, camera: dict[int, Any], xmp: XmpFacts, iptc: IptcFacts
) -> Iterator[CameraTime | None]:
    for tags in _CAMERA:
        yield parse_time(*(read_text(camera, tag) for tag in tags))
    originals = [text for text in (*xmp.original, iptc.original) if text]
    yield from _times(originals)
    changed = (*xmp.changed, read_text(base, _BASE.DateTime))
    digitized = (*_unchanged(xmp.digitized, changed), *_times([iptc.digitized]))
    # Of a print only the day may be known: then no other day, as that of its scan, is the photo's.
    days = {told.at.date() for told in _times(f"{text}T00:00" for text in originals)}
    yield from (told for told in digitized if not days or told.at.date() in days)


def _times(texts: Iterable[str | None]) -> list[CameraTime]:
    return [told for text in texts if (told := parse_time(text))]


def _unchanged(digitized: Iterable[str], changed: Iterable[str | None]) -> list[CameraTime]:
    """Drops times of digitizing that are really those of a change.

    A program that makes a new file, as of a photo without metadata, writes its own time as
    xmp:CreateDate: the file says of that time that it was changed then, too.
    """
    changes = {told.at.replace(microsecond=0) for told in _times(changed)}
    return [told for told in _times(digitized) if told.at.replace(microsecond=0) not in changes]
