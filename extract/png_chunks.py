"""The checksums of a PNG's pixel data, which Pillow 13 does not look at."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_AFTER_SIGNATURE = 8


def first_wrong_pixels(content: bytes) -> int | None:
    """Where the first chunk of pixels begins whose checksum is wrong; None where all are right.

    A chunk that is cut is not wrong: what there is of it can be decoded.
    """
    data = memoryview(content)
    for kind, start, end in _chunks(data):
        whole = kind == b"IDAT" and end + 4 <= len(content)
        if whole and zlib.crc32(data[start + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return start
    return None


def _chunks(data: memoryview) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each chunk, where it begins, and where its checksum does."""
    position = _AFTER_SIGNATURE
    while position + 8 <= len(data):
        length = int.from_bytes(data[position : position + 4])
        yield bytes(data[position + 4 : position + 8]), position, position + 8 + length
        position += length + 12
