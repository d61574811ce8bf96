"""Names groups of photos after their album or their first photo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class GroupToName:
    """A group that needs a name: its photos, albums and verdicts.

    Parameters
    ----------
    paths: of all its photos, sorted.
    albums: the name of each album with some of these photos, and how many it has.
    kept: whether the group has a keep-both verdict.
    """

    paths: Sequence[str]
    albums: Sequence[tuple[str, int]]
    kept: bool


def name_groups(groups: Sequence[GroupToName], root: str) -> list[str]:
    """A unique name for each group, which contains the root's name.

    "album ROOT: NAME" for the album with most of its photos, if no other group has that album;
    else "album ROOT/PATH", "kept ROOT/PATH" or "burst ROOT/PATH" with its first path.
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
