"""When a photo was taken, from EXIF, XMP and IPTC in every format; never when it was changed."""

from __future__ import annotations

import time
from datetime import datetime
from io import BytesIO

import pytest
from PIL import ExifTags, Image

from photograph.extract.exif import Exif, read_exif
from tests.extract.dated_photos import dated, history, iptc_record, jpeg_with_iptc, xmp_packet
from tests.extract.photo_files import encoded, picture

BASE = ExifTags.Base
EDITED = "2021-05-31T21:47:44+02:00"
NOON = datetime(2015, 7, 3, 12, 0, 1)


def read(content: bytes) -> Exif:
    with Image.open(BytesIO(content)) as image:
        return read_exif(image)


def taken(xmp: bytes) -> datetime | None:
    return read(dated("JPEG", xmp)).taken_at


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "HEIF", "AVIF"])
def test_a_date_in_xmp_stands_in_with_its_offset(kind: str) -> None:
    xmp = xmp_packet(photoshop_DateCreated="2015-07-03T12:00:01.03+02:00", xmp_ModifyDate=EDITED)

    exif = read(dated(kind, xmp, base={BASE.DateTime: "2021:05:31 21:47:44"}))

    assert exif.taken_at == NOON.replace(microsecond=30_000)
    assert exif.utc_offset == "+02:00"


def test_the_camera_comes_before_programs() -> None:
    xmp = xmp_packet(exif_DateTimeOriginal="2001-02-03T04:05:06Z")

    exif = read(dated("JPEG", xmp, camera={BASE.DateTimeDigitized: "2015:07:03 12:00:01"}))

    assert (exif.taken_at, exif.utc_offset) == (NOON, None)


@pytest.mark.parametrize("as_elements", [False, True])
def test_the_original_comes_before_the_digitized(as_elements: bool) -> None:
    dates = {"xmp_CreateDate": "2019-01-01T10:00:00", "photoshop_DateCreated": f"{NOON:%FT%T}"}

    assert taken(xmp_packet(as_elements=as_elements, **dates)) == NOON
    assert taken(xmp_packet(as_elements=as_elements, xmp_CreateDate=f"{NOON:%FT%T}")) == NOON


@pytest.mark.parametrize(
    "xmp",
    [
        xmp_packet(xmp_ModifyDate=EDITED, xmp_MetadataDate=EDITED),
        xmp_packet(xmp_CreateDate=EDITED, xmp_ModifyDate=EDITED),
        xmp_packet(xmp_CreateDate=EDITED, xmp_MetadataDate=EDITED, as_elements=True),
        xmp_packet(history(EDITED), xmp_CreateDate=EDITED, xmp_ModifyDate="2022-01-01T00:00:01Z"),
    ],
)
def test_when_a_program_made_or_saved_the_file_is_not_when_it_was_taken(xmp: bytes) -> None:
    assert taken(xmp) is None


def test_a_date_of_another_thing_in_the_packet_is_none() -> None:
    source = f'<xmpMM:DerivedFrom photoshop:DateCreated="{NOON:%FT%T}"/>'

    assert taken(xmp_packet(source)) is None


def test_a_day_without_a_time_is_none_and_no_other_day_stands_in() -> None:
    scanned = "2005-11-18T09:49:26-08:00"

    assert taken(xmp_packet(photoshop_DateCreated="1974-06-01")) is None
    assert taken(xmp_packet(photoshop_DateCreated="1974-06-01", xmp_CreateDate=scanned)) is None
    assert taken(xmp_packet(photoshop_DateCreated="2005-11-18", xmp_CreateDate=scanned))


@pytest.mark.parametrize("fields", [(55, 60), (62, 63)])
def test_a_date_in_iptc_stands_in(fields: tuple[int, int]) -> None:
    record = iptc_record(dict(zip(fields, (b"20150703", b"120001+0530"), strict=True)))
    tiff = encoded(picture(), "TIFF", tiffinfo={33723: record})

    for exif in (read(jpeg_with_iptc(record)), read(tiff)):
        assert (exif.taken_at, exif.utc_offset) == (NOON, "+05:30")


@pytest.mark.parametrize(
    "record",
    [iptc_record({55: b"20150703"}), iptc_record({60: b"120001"}), b"\x1c\x02\x37\xff\xff"],
)
def test_half_a_date_in_iptc_is_none(record: bytes) -> None:
    assert read(jpeg_with_iptc(record)).taken_at is None


def test_a_packet_with_a_document_type_or_broken_or_huge_is_none_at_once() -> None:
    good = xmp_packet(xmp_CreateDate=f"{NOON:%FT%T}")
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
    bomb = b'<!DOCTYPE x [<!ENTITY a "lol">' + entities + b"]>"
    before = time.monotonic()

    assert read(dated("TIFF", good)).taken_at == NOON
    for xmp in (
        b"<!DOCTYPE x>" + good,
        bomb + good.replace(b"<rdf:RDF", b"&u;<rdf:RDF", 1),
        good[:-40],
        good.replace(b"<rdf:RDF", b" " * 2_000_000 + b"<rdf:RDF", 1),
        b"<a>" * 349_000,
    ):
        assert read(dated("TIFF", xmp)).taken_at is None
    assert time.monotonic() - before < 5


def test_broken_exif_leaves_the_date_in_xmp() -> None:
    xmp = xmp_packet(xmp_CreateDate=f"{NOON:%FT%T}")

    content = encoded(
        picture(), "JPEG", xmp=xmp, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40
    )

    assert read(content).taken_at == NOON
