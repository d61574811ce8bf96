"""Finds the scans of a JPEG by its markers, and which coefficients each scan holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # FF00 and restarts belong to the data
_START_OF_SCAN, _END, _FRAMES = 0xDA, 0xD9, {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
END_OF_IMAGE = b"\xff\xd9"

Coefficient = tuple[int, int]  # a component and the number of one of its 64 coefficients


@dataclass(frozen=True)
class JpegScan:
    """A scan: where its data begins, and the coefficients that no earlier scan holds."""

    data: int
    brings: frozenset[Coefficient]


@dataclass(frozen=True)
class JpegScans:
    """The scans found in a JPEG; the last one may be cut."""

    scans: list[JpegScan]
    components: int
    end: int  # where the data of the last one ends

    @property
    def before_last_is_whole(self) -> bool:
        """Whether the picture is complete, if less detailed, without the last scan."""
        return self._whole(self.scans[:-1])

    @property
    def is_whole(self) -> bool:
        """Whether some scan holds each coefficient of the picture."""
        return self._whole(self.scans)

    def _whole(self, scans: list[JpegScan]) -> bool:
        parts = frozenset[Coefficient]().union(*(scan.brings for scan in scans))
        return len(parts) == self.components * 64 > 0


def read_scans(content: bytes) -> JpegScans:
    """The scans of the first picture in a file."""
    scans: list[JpegScan] = []
    components, position, end = 0, 2, 0
    while position + 4 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == _END:
            break
        if marker == 0xFF:  # filling
            position += 1
            continue
        length = int.from_bytes(content[position + 2 : position + 4])
        segment, position = content[position + 4 : position + 2 + length], position + 2 + length
        if marker in _FRAMES and len(segment) > 5:
            components = segment[5]
        elif marker == _START_OF_SCAN and position < len(content):
            scans.append(JpegScan(position, _brings(segment)))
            found = _NEXT_MARKER.search(content, position)
            position = end = found.start() if found else len(content)
    return JpegScans(scans, components, end)


def _brings(segment: bytes) -> frozenset[Coefficient]:
    """The coefficients in a scan's header; none for a scan that only refines them (Ah > 0)."""
    count = segment[0] if segment else 0
    if len(segment) < 4 + 2 * count or segment[3 + 2 * count] >> 4:
        return frozenset()
    first, last = segment[1 + 2 * count], segment[2 + 2 * count]
    names = segment[1 : 1 + 2 * count : 2]
    return frozenset((name, number) for name in names for number in range(first, min(last, 63) + 1))
