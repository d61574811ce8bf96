"""How many bytes are missing at the end of a HEIC file, by the lengths in its boxes."""

from __future__ import annotations


def missing_bytes(content: bytes) -> int:
    """How many bytes of the pixel box (mdat) lie beyond the end of a HEIC; 0 for a whole file.

    AVIF has the same boxes, but its decoder can't return part of a picture.
    """
    length = int.from_bytes(content[:4])
    if content[4:8] != b"ftyp" or b"avif" in content[8:length]:
        return 0
    position = length
    while position + 8 <= len(content) and length >= 8:  # 0 is "to the end of the file"
        length = int.from_bytes(content[position : position + 4])
        if length == 1:
            length = int.from_bytes(content[position + 8 : position + 16])
        if content[position + 4 : position + 8] == b"mdat":
            return max(position + length - len(content), 0)
        position += length
    return 0
