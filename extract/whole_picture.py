"""Adds a checksum after the end of a JPEG, to see later whether the file is intact."""

from __future__ import annotations

import hashlib
from pathlib import Path

_MARK = b"photograph:"
_JPEG_ENDS = b"\xff\xd9"  # what follows this, no viewer reads


def with_sum(jpeg: bytes) -> bytes:
    """The picture with its checksum appended."""
    return jpeg + _MARK + _sum_of(jpeg)


def is_whole_picture(file: Path) -> bool:
    """Whether a picture is intact; one of an older version, without a sum, needs only its end."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return False
    jpeg, mark, its_sum = content.rpartition(_MARK)
    return its_sum == _sum_of(jpeg) if mark else content.endswith(_JPEG_ENDS)


def _sum_of(jpeg: bytes) -> bytes:
    return hashlib.sha256(jpeg).digest()[:8]
