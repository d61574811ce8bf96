"""Verifies the checksums of a PNG's pixel data, which Pillow 13 ignores."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_AFTER_SIGNATURE = 8


def first_wrong_pixels(content: bytes) -> int | None:
    """The offset of the first pixel chunk with a wrong checksum; None where all are right.

    A chunk that is cut off does not count: the rest of it can be decoded.
    """
    data = memoryview(content)
    for kind, start, end in _chunks(data):
        whole = kind == b"IDAT" and end + 4 <= len(content)
        if whole and zlib.crc32(data[start + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return start
    return None


def _chunks(data: memoryview) -> Iterator[tuple[bytes, int, int]]:
    """Yields the type of each chunk, its offset, and the offset of its checksum."""
    position = _AFTER_SIGNATURE
    while position + 8 <= len(data):
        length = int.from_bytes(data[position : position + 4])
        yield bytes(data[position + 4 : position + 8]), position, position + 8 + length
        position += length + 12
