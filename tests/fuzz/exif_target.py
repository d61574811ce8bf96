"""EXIF blocks, XMP packets and IPTC records: each fact is one that can be, or None."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from math import isfinite
from pathlib import Path

from PIL import ExifTags, Image

from photograph.extract.exif import Exif, read_exif
from tests.extract.dated_photos import history, iptc_record, xmp_packet
from tests.extract.photo_files import GPS, encoded, exif_of, picture
from tests.fuzz.target import Check, Target

_BASE = ExifTags.Base
_EXIF, _XMP, _IPTC, _TIFF = b"E", b"X", b"I", b"T"  # the first byte of an input says what it is
_HEADS = {
    _EXIF: (b"\xff\xe1", b"Exif\0\0"),
    _XMP: (b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0"),
    _IPTC: (b"\xff\xed", b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0"),
}
_WORDS = (
    b"PM",
    b"+14:00",
    b"Z",
    b"0000",
    b":60",
    b"1970",
    b"9999",
    b"<!DOCTYPE x>",
    b"&amp;",
    b"]]>",
)


def _seeds() -> list[bytes]:
    exif = exif_of(
        base={_BASE.Make: "Maker", _BASE.Orientation: 6, _BASE.DateTime: "2021:05:31 21:47:44"},
        camera={
            _BASE.DateTimeOriginal: "2020:11:24 18:29:15",
            _BASE.SubsecTimeOriginal: "588",
            _BASE.OffsetTimeOriginal: "-05:30",
            _BASE.DateTimeDigitized: "2020:11:24 18:29:15",
        },
        gps={
            GPS.GPSLatitudeRef: "S",
            GPS.GPSLatitude: (33.0, 51.0, 30.0),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (151.0, 12.0, 36.0),
            GPS.GPSAltitude: 12.5,
            GPS.GPSDateStamp: "2020:11:25",
            GPS.GPSTimeStamp: (0.0, 1.0, 2.0),
        },
    )
    taken, made = "2015-07-03T12:00:01.03+02:00", "2015-07-03"
    record = iptc_record({55: b"20150703", 60: b"120001+0530"})
    return [
        _EXIF + exif.tobytes(),
        _XMP + xmp_packet(history(made), photoshop_DateCreated=taken, xmp_CreateDate=made),
        _XMP + xmp_packet(as_elements=True, photoshop_DateCreated=made, xmp_CreateDate=taken),
        _IPTC + struct.pack(">I", len(record)) + record,
        _TIFF + encoded(picture(0, 8, 8), "TIFF", exif=exif, tiffinfo={33723: record}),
    ]


@contextmanager
def _opened(_: Path) -> Iterator[Check]:
    plain = encoded(picture(0, 8, 8), "JPEG")

    def check(content: bytes) -> None:
        kind, block = content[:1], content[1:]
        if kind in _HEADS:
            marker, head = _HEADS[kind]
            segment = (head + block)[:65_533]
            block = plain[:2] + marker + struct.pack(">H", len(segment) + 2) + segment + plain[2:]
        try:
            image = Image.open(BytesIO(block))
        except Exception:  # noqa: BLE001 - whether it opens is for `decode` to say
            return
        with image:
            _check(read_exif(image))

    yield check


def _check(exif: Exif) -> None:
    assert 1 <= exif.orientation <= 8
    if exif.taken_at:
        assert exif.taken_at.tzinfo is None
        assert datetime(1826, 1, 1) <= exif.taken_at < datetime.now() + timedelta(days=3)
    assert exif.utc_offset is None or re.fullmatch(r"[+-][01]\d:[0-5]\d", exif.utc_offset)
    assert (exif.latitude is None) == (exif.longitude is None)
    if exif.latitude is not None and exif.longitude is not None:
        assert -90 <= exif.latitude <= 90
        assert -180 <= exif.longitude <= 180
    assert exif.altitude is None or isfinite(exif.altitude)
    assert exif.gps_at is None or exif.gps_at.tzinfo is UTC
    texts = (exif.camera_make, exif.camera_model, exif.lens, exif.software)
    for text in (*texts, *(exif.keywords or ())):
        assert text is None or (text and text.isprintable())
        assert text is None or text.encode()


EXIF = Target("exif", _seeds, _WORDS, _opened, seconds=2, mebibytes=50)
