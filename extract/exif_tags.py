"""Reads EXIF tags one directory or value at a time; a broken one counts as missing."""

from __future__ import annotations

import struct
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
    EOFError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
)


def read_directory(base: Image.Exif, which: ExifTags.IFD) -> dict[int, Any]:
    """The Exif or GPSInfo directory of an image; empty where there is none."""
    try:
        return dict(base.get_ifd(which))
    except BROKEN_EXIF:
        return {}


def read_tag(tags: Any, tag: int) -> Any:
    """A value as Pillow gives it."""
    try:
        return tags.get(tag)
    except BROKEN_EXIF:
        return None


def read_text(tags: Any, tag: int) -> str | None:
    """A text up to its first NUL, without unprintable characters and surrounding spaces."""
    value = read_tag(tags, tag)
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    if not isinstance(value, str):
        return None
    return printable(value.split("\0")[0]) or None


def printable(text: str) -> str:
    """A text without unprintable characters and surrounding spaces."""
    return "".join(c for c in text if c.isprintable()).strip()
