"""Makes the data of the pages, photos, neighbours, albums and copies, as one JavaScript file.

A page that is opened from a file can't fetch JSON, but it can load a script.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from photograph.app.gallery.duplicates import GalleryCopies
from photograph.app.gallery.graph_rows import GalleryAlbum, GalleryPair, GalleryPhoto
from photograph.extract.thumbnails import UNKNOWN, picture_name
from photograph.graph.photo_key import PhotoKey

_VARIABLE = "photographGallery"
COLUMNS = (
    "root path picture problem bytes width height format takenAt latitude longitude camera"
    " labels neighbours"
).split()


class ValueNumbers:
    """Numbers different values in the order in which they come."""

    def __init__(self) -> None:
        self.values: dict[Hashable, int] = {}

    def __call__(self, value: Hashable) -> int:
        return self.values.setdefault(value, len(self.values))


def gallery_data(
    photos: list[GalleryPhoto],
    pairs: Iterable[GalleryPair],
    albums: list[GalleryAlbum],
    copies: list[GalleryCopies],
    problems: dict[str, str],
    pictures: str,
) -> dict[str, Any]:
    """All data as lists that refer to photos, roots and labels by number.

    Parameters
    ----------
    problems: for a content without a picture, the reason.
    pictures: the name of the folder of pictures in the gallery's folder.
    """
    places = {photo.key: number for number, photo in enumerate(photos)}
    roots, labels = ValueNumbers(), ValueNumbers()
    near = neighbours(pairs, places)
    rows = [
        [
            roots(photo.root),
            photo.path,
            *_picture(photo, problems),
            photo.bytes,
            photo.width,
            photo.height,
            photo.format,
            photo.taken_at,
            _rounded(photo.latitude),
            _rounded(photo.longitude),
            photo.camera,
            [labels(label) for label in photo.labels],
            near[number],
        ]
        for number, photo in enumerate(photos)
    ]
    return {
        "pictures": pictures,
        "columns": COLUMNS,
        "photos": rows,
        "roots": list(roots.values),
        "labels": list(labels.values),
        "albums": [_album(album, places) for album in albums],
        "copies": [_copies(group, places.get) for group in copies],
    }


def neighbours(
    pairs: Iterable[GalleryPair], places: dict[PhotoKey, int]
) -> list[list[list[float]]]:
    """For each photo its similar photos as [number, cosine], the most similar first."""
    found: list[dict[int, float]] = [{} for _ in places]
    for pair in pairs:
        one, other = places.get(pair.one), places.get(pair.other)
        if one is None or other is None or one == other:
            continue
        for here, there in ((one, other), (other, one)):
            found[here][there] = max(pair.cosine, found[here].get(there, -1.0))
    return [
        [[there, round(cosine, 4)] for there, cosine in sorted(of.items(), key=lambda n: -n[1])]
        for of in found
    ]


def as_script(data: dict[str, Any]) -> str:
    """The data as a script in ASCII that assigns one variable."""
    return f"var {_VARIABLE} = {json.dumps(data, separators=(',', ':'))};\n"


def _rounded(degrees: float | None) -> float | None:
    # A millionth of a degree is a tenth of a metre.
    return None if degrees is None else round(degrees, 6)


def _picture(photo: GalleryPhoto, problems: dict[str, str]) -> tuple[str, str]:
    name = picture_name(photo)
    problem = problems.get(photo.content_hash or "", "" if name else UNKNOWN)
    return ("", problem) if problem else (name, "")


def _album(album: GalleryAlbum, places: dict[PhotoKey, int]) -> dict[str, Any]:
    photos = sorted(places[key] for key in album.photos if key in places)
    cover = places.get(album.cover) if album.cover else None
    return {"id": album.album_id, "name": album.name, "photos": photos, "cover": cover}


def _copies(group: GalleryCopies, place: Callable[[PhotoKey], int | None]) -> dict[str, Any]:
    shown = [
        (number, kind)
        for number, kind in zip(map(place, group.photos), group.kinds, strict=True)
        if number is not None
    ]
    photos, kinds = [number for number, _ in shown], [kind for _, kind in shown]
    return {"kinds": kinds, "why": group.why, "photos": photos}
