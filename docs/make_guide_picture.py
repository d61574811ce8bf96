"""Makes docs/guide.png: a page of the guide in Neo4j Browser, below the answer to its query.

Needs Chromium with its chromedriver, and the server that ``photograph demo`` left running, whose
graph is shown as it is. From the root of the repository: ``python docs/make_guide_picture.py``
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
import time
from pathlib import Path

from make_browser_picture import Browser
from PIL import Image

SIZE = (1180, 1080)
PAGE = 2  # why these two are in one group


def take(browser: Browser, address: str) -> Image.Image:
    """The guide's page, its query run with our style."""
    browser.run(":clear")
    browser.paste(f":style {address}photograph.grass")
    browser.run(":clear")
    browser.paste(f":play {address}photograph.html")
    for _ in range(PAGE):
        browser.element("[data-testid=nextSlide]").click()
    time.sleep(1)
    browser.element("[data-testid=carousel] pre.runnable").click()
    browser.run("")
    browser.element("button[title='Collapse the node properties display']").click()
    browser.wait_until_still()
    browser.chrome.execute_script("document.activeElement.blur()")
    shot = Image.open(io.BytesIO(browser.chrome.get_screenshot_as_png())).convert("RGB")
    return shot.resize(SIZE, Image.Resampling.LANCZOS).quantize(128)


def main() -> None:
    """Takes the screenshot."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--browser", default="http://localhost:7474/browser/")
    words.add_argument("--bolt", default="bolt://127.0.0.1:7687")
    words.add_argument("--password-file", type=Path, default=Path(".photograph/neo4j/password"))
    words.add_argument("--chromium", default=shutil.which("chromium"))
    words.add_argument("--out", type=Path, default=Path("docs/guide.png"))
    given = words.parse_args()
    password = given.password_file.read_text().strip()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(given.chromium, profile, SIZE)
        try:
            browser.sign_in(given.browser, given.bolt, "neo4j", password)
            picture = take(browser, given.browser)
        finally:
            browser.chrome.quit()
    picture.save(given.out, optimize=True)
    print(f"{given.out}: {picture.width} x {picture.height}, {given.out.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
