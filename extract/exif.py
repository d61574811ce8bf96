"""Reads time, place, camera and keywords from a photo; None for what is missing or broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PIL import ExifTags, Image

from photograph.extract.exif_tags import BROKEN_EXIF, read_directory, read_tag, read_text
from photograph.extract.iptc import read_iptc
from photograph.extract.keywords import read_keywords
from photograph.extract.place import read_altitude, read_gps_time, read_place
from photograph.extract.taken_at import read_taken_at
from photograph.extract.xmp import read_xmp

__all__ = ["BROKEN_EXIF", "Exif", "read_exif"]

_BASE, _IFD = ExifTags.Base, ExifTags.IFD


@dataclass(frozen=True)
class Exif:
    """What the camera wrote, and a person; `orientation` is 1 (upright) by default."""

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
    software: str | None = None
    keywords: tuple[str, ...] | None = None


def read_exif(image: Image.Image) -> Exif:
    """Reads the metadata of an opened image; a broken part is None, the others are kept."""
    base = _base(image)
    camera, gps = read_directory(base, _IFD.Exif), read_directory(base, _IFD.GPSInfo)
    latitude, longitude = read_place(gps)
    xmp, iptc = read_xmp(image), read_iptc(image)
    taken = read_taken_at(base, camera, xmp, iptc)
    return Exif(
        orientation=_orientation(base),
        taken_at=taken.at if taken else None,
        utc_offset=taken.utc_offset if taken else None,
        latitude=latitude,
        longitude=longitude,
        altitude=None if latitude is None else read_altitude(gps),
        gps_at=read_gps_time(gps),
        camera_make=read_text(base, _BASE.Make),
        camera_model=read_text(base, _BASE.Model),
        lens=read_text(camera, _BASE.LensModel),
        software=read_text(base, _BASE.Software),
        keywords=read_keywords(base, xmp.keywords, iptc.keywords),
    )


def _base(image: Image.Image) -> Image.Exif:
    try:
        return image.getexif()
    except BROKEN_EXIF:
        return Image.Exif()


def _orientation(base: Image.Exif) -> int:
    value = read_tag(base, _BASE.Orientation)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
