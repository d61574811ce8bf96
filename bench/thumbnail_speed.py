"""``make bench-gallery``: thumbnails of 12-megapixel photos against decoding as `extract` does.

Then how long a gallery of 10,000 photos takes to open, where a Chromium is there.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench import gallery_speed
from bench.extract_speed import SHARED, large_photos
from bench.machine import describe_machine
from photograph.app.gallery.graph_rows import GalleryPhoto
from photograph.collection.find_photos import PhotoFile, find_photos
from photograph.collection.roots import remember_root
from photograph.console import plain_lines
from photograph.extract.decode import DEFAULT_PIXEL_LIMIT
from photograph.extract.embed import decoding_workers, read_in_order, read_photo
from photograph.extract.thumbnails import make_thumbnails
from photograph.settings import Home

ROOT, SIDE, INPUT, REPEATS = "large", 320, 224, 3


def main() -> None:
    """Prints the photos per second of both, the best of three in turns, and their ratio."""
    if not SHARED.is_dir():
        sys.exit(f"bench-gallery needs the shared photos in {SHARED}")
    plain_lines(True)
    with tempfile.TemporaryDirectory() as name:
        home = Home(Path(name) / "home")
        folder = large_photos(Path(name) / ROOT)
        remember_root(ROOT, folder, home)
        found = find_photos(folder).photos
        shown = [_shown(photo, folder) for photo in found]
        decode, thumbnails = 0.0, 0.0
        for number in range(REPEATS):
            decode = max(decode, len(found) / _decode(found))
            thumbnails = max(thumbnails, len(found) / _thumbnails(shown, Path(name), number, home))
    print(f"{describe_machine()}; {len(found)} photos of 12 megapixels, a second:")
    print(f"thumbnails {thumbnails:.0f}, decoding as extract does {decode:.0f}")
    print(f"ratio {thumbnails / decode:.2f}")
    if shutil.which("chromium") and shutil.which("chromedriver"):
        gallery_speed.main()


def _shown(photo: PhotoFile, folder: Path) -> GalleryPhoto:
    content = hashlib.sha256((folder / photo.path).read_bytes()).hexdigest()
    unknown = (None,) * 8
    return GalleryPhoto(ROOT, photo.path, content, *unknown, labels=())


def _decode(found: list[PhotoFile]) -> float:
    started = time.perf_counter()
    reads = read_in_order(
        found,
        lambda photo: read_photo(photo, INPUT, DEFAULT_PIXEL_LIMIT, lambda _: False),
        decoding_workers(),
        ahead=64,
    )
    assert all(read.decoded for read in reads)
    return time.perf_counter() - started


def _thumbnails(shown: list[GalleryPhoto], folder: Path, number: int, home: Home) -> float:
    started = time.perf_counter()
    made = make_thumbnails(shown, folder / f"thumbnails{number}", SIDE, home)
    assert made.made == len({photo.content_hash for photo in shown}), made.problems
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
