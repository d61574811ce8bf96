"""Pictures that tell whether they are as they were made: a sum after the JPEG's own end."""

from __future__ import annotations

import hashlib
from pathlib import Path

_MARK = b"photograph:"
_JPEG_ENDS = b"\xff\xd9"  # what follows this, no viewer reads


def with_sum(jpeg: bytes) -> bytes:
    """The picture as it is kept."""
    return jpeg + _MARK + _sum_of(jpeg)


def is_whole_picture(file: Path) -> bool:
    """Whether a picture is there, as it was made; of an older one, whether it ends as it should."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return False
    jpeg, mark, its_sum = content.rpartition(_MARK)
    return its_sum == _sum_of(jpeg) if mark else content.endswith(_JPEG_ENDS)


def _sum_of(jpeg: bytes) -> bytes:
    return hashlib.sha256(jpeg).digest()[:8]
