"""Makes docs/gallery.png: a page of a gallery on a desk, and its albums on a phone in the dark.

Needs Chromium with its chromedriver, and the gallery that ``photograph gallery`` made of the sample
photos. From the root of the repository:

    python -m docs.make_gallery_picture .photograph/gallery
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.gallery.browser import PHONE, browser

OUT = Path("docs/gallery.png")
PAGE = "#/photo/photos/alpine-lake-01.jpg"
DESK, GAP = (1060, 844), 16


def main() -> None:
    """Takes both screenshots and lays them side by side."""
    index = Path(sys.argv[1]).absolute() / "index.html"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        with browser(index, place / "profile") as opened:
            opened.window(DESK)
            opened.open(PAGE)
            desk = Image.open(opened.shot(place / "desk.png")).convert("RGB")
            opened.window(PHONE, dark=True)
            opened.open("#/")
            phone = Image.open(opened.shot(place / "phone.png")).convert("RGB")
    picture = Image.new("RGB", (desk.width + GAP + phone.width, desk.height), "#888888")
    picture.paste(desk, (0, 0))
    picture.paste(phone, (desk.width + GAP, 0))
    smaller = picture.resize(
        (picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS
    )
    smaller.quantize(256, kmeans=2, dither=Image.Dither.NONE).save(OUT, optimize=True)
    print(f"{OUT}: {smaller.width} x {smaller.height}, {OUT.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
