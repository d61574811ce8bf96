"""Measures how long headless Chromium takes to open a gallery of many photos from its file.

Synthetic entries: the pages' own code, real JSON, and one real picture a photo. With Chromium and
its chromedriver: ``python -m bench.gallery_speed [PHOTOS]``.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image

from bench.machine import describe_machine
from photograph.app.gallery.data import as_script, gallery_data
from photograph.app.gallery.files import GALLERY
from photograph.app.gallery.graph_rows import GalleryAlbum, GalleryPair, GalleryPhoto
from photograph.app.gallery.map_files import fetch_leaflet, write_map
from photograph.extract.thumbnails import picture_name
from photograph.page_folder import claim, copy_pages, replace_text
from photograph.settings import home
from tests.gallery.browser import Browser, browser

ROUNDS = 5
PAGES = ("#/", "#/photos", "#/search/lake", "#/map", "#/timeline", "#/copies")
# Until the first window is drawn: the navigation, the scripts, and two frames after them; on the
# map, which loads its own scripts, also its circles.
OPENED = """const done = arguments[0]
const drawn = () => !document.querySelector('.map') || document.querySelector('.place')
const wait = () => requestAnimationFrame(drawn()
    ? () => requestAnimationFrame(() => done(performance.now())) : wait)
wait()"""


def photos(count: int) -> list[GalleryPhoto]:
    """This many photos over ten years and a continent."""
    chance = random.Random(1)  # noqa: S311 (places and times, no secrets)
    labels = "lakeshore valley seashore alp castle pier lemon fox church volcano".split()
    return [
        GalleryPhoto(
            root="bench",
            path=f"{2015 + n * 10 // count}/IMG_{n:06}.jpg",
            content_hash=hashlib.sha256(str(n).encode()).hexdigest(),
            bytes=chance.randrange(1_000_000, 6_000_000),
            width=4000,
            height=3000,
            format="JPEG",
            taken_at=f"{2015 + n * 10 // count}-{chance.randrange(1, 13):02}-15T12:00:00",
            latitude=chance.uniform(36, 60),
            longitude=chance.uniform(-9, 30),
            camera="Maker Model 1",
            labels=tuple(chance.sample(labels, 5)),
        )
        for n in range(count)
    ]


def make(folder: Path, count: int) -> None:
    """Writes a gallery of this many photos, each with ten neighbours, in a hundred albums."""
    every = sorted(photos(count), key=lambda photo: photo.taken_at or "")
    chance = random.Random(2)  # noqa: S311
    pairs = [
        GalleryPair(photo.key, other.key, chance.uniform(0.5, 1))
        for photo in every
        for other in chance.sample(every, 5)
    ]
    share = max(count // 100, 1)
    albums = [
        GalleryAlbum(
            str(n), f"Album {n}", tuple(photo.key for photo in every[n * share :][:share]), None
        )
        for n in range(100)
    ]
    claim(folder, GALLERY)
    write_map(folder, fetch_leaflet(home()))
    copy_pages(folder, GALLERY)
    data: dict[str, Any] = gallery_data(every, pairs, albums, [], {}, "thumbnails/320")
    replace_text(folder / "data.js", as_script(data))
    for photo in every:
        file = folder / "thumbnails/320" / picture_name(photo)
        file.parent.mkdir(parents=True, exist_ok=True)
        colour = (int(photo.bytes or 0) % 256, 128, 160)
        Image.new("RGB", (320, 240), colour).save(file)


def seconds(opened: Browser, page: str) -> float:
    """From the start of the navigation to the first frame after it is shown."""
    opened.open(page)
    return float(opened.chrome.execute_async_script(OPENED)) / 1000


def main() -> None:
    """Prints the median of five rounds for each page."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "gallery"
        make(place, count)
        size = (place / "data.js").stat().st_size / 1e6
        print(f"{describe_machine()}; {count} photos, data.js of {size:.1f} MB")
        with browser(place / "index.html", Path(folder) / "profile") as opened:
            for page in PAGES:
                taken = [seconds(opened, page) for _ in range(ROUNDS)]
                print(f"{page:15} {median(taken):.2f} s ({min(taken):.2f} to {max(taken):.2f})")


if __name__ == "__main__":
    main()
