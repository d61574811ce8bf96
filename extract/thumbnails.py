"""Makes small upright pictures of photos, named by content, where they are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Protocol

from photograph.collection.photo_root import PhotoRoot
from photograph.collection.roots import known_roots
from photograph.console import progress
from photograph.extract.decode import UnreadableError, thumbnail
from photograph.extract.embed import decoding_workers, read_in_order
from photograph.extract.pictures import UNREACHED, read_content_at, silent_stores
from photograph.extract.whole_picture import is_whole_picture, with_sum
from photograph.page_folder import replace_bytes
from photograph.settings import Home

_AHEAD = 64
_QUALITY = 80
_HASH = re.compile(r"[0-9a-f]{16,}")
GONE = "the file is not there"
UNKNOWN = "the graph does not say what is in it: extract and load it again"


class PhotoWithContent(Protocol):
    """What a photo must have to get a thumbnail."""

    @property
    def root(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def content_hash(self) -> str | None: ...


@dataclass(frozen=True)
class WantedThumbnail:
    """A thumbnail to make, from any of these photos that still has this content.

    Parameters
    ----------
    photos: the root, and the path below it.
    """

    content_hash: str
    photos: tuple[tuple[PhotoRoot, str], ...]
    to: Path


@dataclass(frozen=True)
class ThumbnailReport:
    """How many thumbnails were made, and for each content without one the reason."""

    made: int
    problems: dict[str, str]


def picture_name(photo: PhotoWithContent) -> str:
    """The path of a photo's thumbnail in its folder; empty if the content is unknown."""
    content = photo.content_hash or ""
    return f"{content[:2]}/{content[:32]}.jpg" if _HASH.fullmatch(content) else ""


def make_thumbnails(
    photos: Iterable[PhotoWithContent], folder: Path, side: int, home: Home
) -> ThumbnailReport:
    """Makes the missing and damaged thumbnails in `folder`, in threads, each atomically.

    Parameters
    ----------
    side: the longer side of a picture, in pixels.
    """
    missing = [one for one in _wanted(photos, folder, home) if not is_whole_picture(one.to)]
    problems = {}
    with progress("Making thumbnails", len(missing)) as advance:
        asked = {root for one in missing for root, _ in one.photos}
        silent = silent_stores(asked, "Its photos get no new pictures")
        make = partial(_make, side=side, silent=silent)
        for one, problem in read_in_order(missing, make, decoding_workers(), _AHEAD):
            if problem:
                problems[one.content_hash] = problem
            advance(1)
    return ThumbnailReport(len(missing) - len(problems), problems)


def _wanted(photos: Iterable[PhotoWithContent], folder: Path, home: Home) -> list[WantedThumbnail]:
    roots = known_roots(home)
    files: dict[str, list[tuple[PhotoRoot, str]]] = {}
    names: dict[str, str] = {}
    for photo in photos:
        name = picture_name(photo)
        if not name or photo.content_hash is None:
            continue
        root = roots.get(photo.root)
        names[photo.content_hash] = name
        files.setdefault(photo.content_hash, []).extend([(root, photo.path)] if root else [])
    return [
        WantedThumbnail(content, tuple(files[content]), folder / names[content])
        for content in names
    ]


def _make(one: WantedThumbnail, side: int, silent: set[PhotoRoot]) -> tuple[WantedThumbnail, str]:
    """Makes one thumbnail; returns an empty text or the problem."""
    problem = GONE
    for root, path in one.photos:
        if root in silent:
            problem = UNREACHED
            continue
        try:
            content = read_content_at(root, path, one.content_hash)
        except UnreadableError as error:
            problem = str(error)
            continue
        if content is None:
            continue
        try:
            small = thumbnail(content, side)
        except UnreadableError as error:
            return one, str(error)
        picture = BytesIO()
        profile = small.info.get("icc_profile")
        small.save(picture, "JPEG", quality=_QUALITY, icc_profile=profile)
        replace_bytes(one.to, with_sum(picture.getvalue()))
        return one, ""
    return one, problem
