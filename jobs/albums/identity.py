"""Matches new albums to those of earlier runs by the photos that they share."""

from __future__ import annotations

import uuid
from collections import Counter

from photograph.jobs.albums.members import AlbumMember


def album_ids(albums: list[list[AlbumMember]]) -> list[str]:
    """The `albumId` of each album: that of an old album with shared photos, else a new one.

    Greedy: the pair that shares most photos is matched first, so that an album that was split
    stays with its larger part, and of two that were joined the larger stays. Of equal pairs, the
    one with fewer other photos comes first.
    """
    shared = [Counter(m.album for m in members if m.album is not None) for members in albums]
    old_sizes: Counter[str] = Counter()
    for found in shared:
        old_sizes.update(found)
    pairs = [
        (-photos, len(albums[index]) + old_sizes[album] - photos, album, index)
        for index, found in enumerate(shared)
        for album, photos in found.items()
    ]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, album, index in sorted(pairs):
        if index not in ids and album not in taken:
            ids[index] = album
            taken.add(album)
    return [ids.get(index) or uuid.uuid4().hex for index in range(len(albums))]
