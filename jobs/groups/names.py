"""What groups of photos are called: by their album, or by their first photo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class GroupToName:
    """Photos of one group, and what a person said of them.

    Parameters
    ----------
    paths: of all its photos, sorted.
    albums: the name of each album that holds some of them, and how many.
    kept: whether a person wants to keep both of two of them.
    """

    paths: Sequence[str]
    albums: Sequence[tuple[str, int]]
    kept: bool


def name_groups(groups: Sequence[GroupToName], root: str) -> list[str]:
    """A name for each, none twice, and none that another photo root is likely to have.

    "album ROOT: NAME" by the album with most of its photos, where that album's name is given to
    no other group; else "album ROOT/PATH", "kept ROOT/PATH" or "burst ROOT/PATH" by its first path.
    """
    albums = [_largest(group.albums) for group in groups]
    times = Counter(albums)
    return [
        f"album {root}: {album}" if album and times[album] == 1 else _by_path(group, root)
        for group, album in zip(groups, albums, strict=True)
    ]


def _largest(albums: Sequence[tuple[str, int]]) -> str:
    return min(albums, key=lambda album: (-album[1], album[0]), default=("", 0))[0].strip()


def _by_path(group: GroupToName, root: str) -> str:
    kind = "album" if group.albums else "kept" if group.kept else "burst"
    return f"{kind} {root}/{group.paths[0]}"
