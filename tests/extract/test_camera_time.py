"""Texts of times as cameras and programs write them: the time that was meant, or none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from photograph.extract.camera_time import CameraTime, parse_time


def told(text: str, **tags: str) -> tuple[str, str | None] | None:
    found = parse_time(text, **tags)
    return (found.at.isoformat(), found.utc_offset) if found else None


@pytest.mark.parametrize(
    ("text", "at", "offset"),
    [
        ("2020:11:24 18:29:15", "2020-11-24T18:29:15", None),
        ("2020-11-24T18:29:15.588+05:30", "2020-11-24T18:29:15.588000", "+05:30"),
        ("2020-11-24T18:29-07:00", "2020-11-24T18:29:00", "-07:00"),
        ("2020:11:24 07:18:55+0000", "2020-11-24T07:18:55", "+00:00"),
        ("2020-11-24T18:29:15Z", "2020-11-24T18:29:15", "+00:00"),
        ("2020-11-24T18:29:15.526GMT+02:00", "2020-11-24T18:29:15.526000", "+02:00"),
        ("2020: 1: 2  3: 4: 5", "2020-01-02T03:04:05", None),
        ("2020:11:24 07:08:09 PM", "2020-11-24T19:08:09", None),
        ("2020:11:24 12:08:09 am", "2020-11-24T00:08:09", None),
        ("2020:11:24 12:08:09 p.m.", "2020-11-24T12:08:09", None),
        ("2020:11:24 19:08:09 PM", "2020-11-24T19:08:09", None),
        ("1890-06-01T12:00:00", "1890-06-01T12:00:00", None),
        ("2000:01:01 00:00:00", "2000-01-01T00:00:00", None),
    ],
)
def test_a_time_is_read_with_its_offset(text: str, at: str, offset: str | None) -> None:
    assert told(text) == (at, offset)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2016:12:31 23:59:60", "2017-01-01T00:00:00"),
        ("2016:12:31 23:58:60", "2016-12-31T23:59:00"),
    ],
)
def test_a_second_60_is_the_first_of_the_next_minute(text: str, at: str) -> None:
    assert told(text) == (at, None)


def test_what_stands_in_the_text_comes_before_other_tags() -> None:
    other = {"subseconds": "7", "offset": "-01:00"}

    assert told("2020:11:24 18:29:15", **other) == ("2020-11-24T18:29:15.700000", "-01:00")
    assert told("2020:11:24 18:29:15.25Z", **other) == ("2020-11-24T18:29:15.250000", "+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "2020:11:24",
        "2020:11:24 24:00:01",
        "2020:11:24 18:29:61",
        "2020:11:24 19:08:09 AM",
        "2020:11:24 07:08:09 下午",  # an afternoon that is not understood would be a morning
        "0001:01:01 00:00:00",
        "1825:12:31 23:59:59",
        "9999:12:31 23:59:60",
        "1904:01:01 00:00:00",
        "1970:01:01 00:00:00",
        "1970:01:01 00:00:42",
        "1970-01-01T01:00:00+01:00",
        "1980:01:01 00:00:00",
    ],
)
def test_what_is_no_time_or_one_of_a_clock_that_was_never_set_is_none(text: str) -> None:
    assert told(text) is None


def test_a_clock_may_be_ahead_by_a_day_and_no_more() -> None:
    now = datetime.now().replace(microsecond=0)
    ahead, future = now + timedelta(hours=9), now + timedelta(hours=40)

    assert parse_time(ahead.isoformat()) == CameraTime(ahead)
    assert parse_time(future.isoformat()) is None
