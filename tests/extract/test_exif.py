"""EXIF becomes time, place and camera; what is broken, missing or can't be is None."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import ExifTags, Image

from photograph.extract.exif import Exif, read_exif
from tests.extract.photo_files import GPS, encoded, exif_of, picture

BASE = ExifTags.Base


def read_back(**parts: dict[int, Any]) -> Exif:
    content = encoded(picture(), "JPEG", exif=exif_of(**parts))
    with Image.open(BytesIO(content)) as image:
        return read_exif(image)


def test_time_place_and_camera_are_read() -> None:
    exif = read_back(
        base={
            BASE.Make: "Google ",
            BASE.Model: "Pixel 4a",
            BASE.Orientation: 6,
            BASE.Software: "HDR+ 1.0",
        },
        camera={
            BASE.DateTimeOriginal: "2020:11:24 18:29:15",
            BASE.OffsetTimeOriginal: "-05:30",
            BASE.SubsecTimeOriginal: "588",
            BASE.LensModel: "Rear 4.38 mm",
        },
        gps={
            GPS.GPSLatitudeRef: "S",
            GPS.GPSLatitude: (33.0, 51.0, 30.0),
            GPS.GPSLongitudeRef: "W",
            GPS.GPSLongitude: (151.0, 12.0, 36.0),
            GPS.GPSAltitudeRef: b"\x01",
            GPS.GPSAltitude: 12.5,
            GPS.GPSDateStamp: "2020:11:25",
            GPS.GPSTimeStamp: (0.0, 1.0, 2.0),
        },
    )

    assert exif.orientation == 6
    assert exif.taken_at == datetime(2020, 11, 24, 18, 29, 15, 588_000)
    assert exif.utc_offset == "-05:30"
    assert exif.latitude == pytest.approx(-33.858333, abs=1e-6)
    assert exif.longitude == pytest.approx(-151.21, abs=1e-6)
    assert exif.altitude == -12.5
    assert exif.gps_at == datetime(2020, 11, 25, 0, 1, 2, tzinfo=UTC)
    assert (exif.camera_make, exif.camera_model) == ("Google", "Pixel 4a")
    assert exif.lens == "Rear 4.38 mm"
    assert exif.software == "HDR+ 1.0"


def test_no_exif_is_all_none() -> None:
    assert read_back() == Exif()


@pytest.mark.parametrize("time", ["0000:00:00 00:00:00", "2020:13:45 99:99:99", "yesterday", ""])
def test_a_time_that_is_none_is_none(time: str) -> None:
    assert read_back(camera={BASE.DateTimeOriginal: time}).taken_at is None


def test_the_time_of_digitizing_stands_in_with_its_own_offset() -> None:
    exif = read_back(
        camera={
            BASE.DateTimeOriginal: "    :  :     :  :  ",
            BASE.OffsetTimeOriginal: "+09:00",
            BASE.DateTimeDigitized: "2001:02:03 04:05:06",
            BASE.OffsetTimeDigitized: "+01:00",
        }
    )

    assert exif.taken_at == datetime(2001, 2, 3, 4, 5, 6)
    assert exif.utc_offset == "+01:00"


def test_the_time_of_a_change_is_never_when_a_photo_was_taken() -> None:
    exif = read_back(
        base={BASE.DateTime: "2015:08:02 16:01:52"}, camera={BASE.OffsetTime: "+02:00"}
    )

    assert (exif.taken_at, exif.utc_offset) == (None, None)


@pytest.mark.parametrize("offset", ["+99:00", "Europe/Berlin", "2", "+0200x"])
def test_an_offset_that_is_none_is_none_and_the_time_stays(offset: str) -> None:
    exif = read_back(
        camera={BASE.DateTimeOriginal: "2020:01:02 03:04:05", BASE.OffsetTimeOriginal: offset}
    )

    assert exif.taken_at == datetime(2020, 1, 2, 3, 4, 5)
    assert exif.utc_offset is None


@pytest.mark.parametrize(
    "gps",
    [
        {GPS.GPSLatitude: (91.0, 0.0, 0.0), GPS.GPSLongitude: (1.0, 0.0, 0.0)},
        {GPS.GPSLatitude: (1.0, 0.0, 0.0)},
        {GPS.GPSLatitude: (0.0, 0.0, 0.0), GPS.GPSLongitude: (0.0, 0.0, 0.0)},
    ],
)
def test_a_place_that_is_none_is_none(gps: dict[int, object]) -> None:
    exif = read_back(gps={GPS.GPSLatitudeRef: "N", GPS.GPSLongitudeRef: "E", **gps})

    assert (exif.latitude, exif.longitude) == (None, None)


@pytest.mark.parametrize(
    ("north_or_south", "east_or_west"),
    [(None, "E"), ("S", None), (None, None), ("X", "E"), ("E", "S"), ("", "E"), (-1, "E")],
)
def test_a_place_that_does_not_say_on_which_half_of_the_earth_is_none(
    north_or_south: Any, east_or_west: Any
) -> None:
    sydney = {GPS.GPSLatitude: (33.0, 51.0, 30.0), GPS.GPSLongitude: (151.0, 12.0, 36.0)}
    halves = {GPS.GPSLatitudeRef: north_or_south, GPS.GPSLongitudeRef: east_or_west}
    exif = read_exif_of_gps(sydney | {tag: half for tag, half in halves.items() if half})

    assert (exif.latitude, exif.longitude, exif.altitude) == (None, None, None)


def test_a_place_that_is_no_number_is_none() -> None:
    exif = read_exif_of_gps({GPS.GPSLatitude: "x", GPS.GPSLongitude: (float("nan"), 0.0, 0.0)})

    assert exif.latitude is None


def read_exif_of_gps(gps: dict[int, Any]) -> Exif:
    """Reads tags that no writer would accept, as broken cameras leave them."""
    image = picture()
    image.getexif().get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    return read_exif(image)
