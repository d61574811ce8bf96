"""Makes docs/browser.png: sample photos beside their similarity graph in Neo4j Browser.

Needs Chromium with its chromedriver, ``pip install selenium``, and the server that
``photograph demo`` left running, whose graph is shown as it is. From the root of the repository:

    python docs/make_browser_picture.py --browser http://localhost:7474/browser/ \
        --bolt bolt://127.0.0.1:7687 --password-file .photograph/neo4j/password
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import element_to_be_clickable
from selenium.webdriver.support.wait import WebDriverWait

QUERY = "MATCH p=(:Photo)-[:IS_SIMILAR_TO]->() RETURN p"
SHOWN = (
    "alpine-lake-01 alpine-lake-03 city-skyline-02 city-skyline-04 desert-dunes-01"
    " foggy-pines-01 lemon-bowl-01 pebble-cairn-04 snow-cabin-02 sunset-coast-01"
).split()

STYLE = {
    "node": {
        "diameter": "50px",
        "color": "#A5ABB6",
        "border-color": "#9AA1AC",
        "border-width": "2px",
        "text-color-internal": "#FFFFFF",
        "font-size": "10px",
    },
    "node.Photo": {
        "diameter": "88px",
        "color": "#4C8EDA",
        "border-color": "#2870c2",
        "text-color-internal": "#FFFFFF",
        "caption": "{filename}",
        "font-size": "8px",
    },
    # A caption lower than its line is drawn inside it: here, none is seen.
    "relationship": {
        "color": "#7A8495",
        "shaft-width": "2px",
        "font-size": "1px",
        "padding": "0px",
        "text-color-external": "#7A8495",
        "text-color-internal": "#7A8495",
        "caption": " ",
    },
}
# Small nodes find their places without getting caught in other clusters; these sizes come after.
ENLARGED = {"diameter": "116px", "font-size": "12.5px"}
SETTINGS = {
    "initCmd": "",
    "playImplicitInitCommands": False,
    "showWheelZoomInfo": False,
    "allowUserStats": False,
    "allowCrashReports": False,
    "theme": "normal",
}
STORE = """
const settings = JSON.parse(localStorage.getItem("neo4j.settings") || "{}")
localStorage.setItem("neo4j.settings", JSON.stringify({...settings, ...arguments[0]}))
localStorage.setItem("neo4j.grass", JSON.stringify(arguments[1]))
"""
DROP = """
const dropped = new DataTransfer()
dropped.items.add(new File([arguments[0]], "photo.grass"))
const drop = new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped})
document.querySelector("[data-testid=frame]").dispatchEvent(drop)
"""
PASTE = """
const pasted = new DataTransfer()
pasted.setData("text/plain", arguments[0])
const paste = new ClipboardEvent("paste", {clipboardData: pasted, bubbles: true, cancelable: true})
document.querySelector("[data-testid=activeEditor] textarea").dispatchEvent(paste)
"""
PLACES = """
const moved = document.querySelectorAll("[data-testid=frame] svg g[transform]")
return Array.from(moved, g => g.getAttribute("transform")).join()
"""

WIDTH, GAP = 1400, 12
ROWS, COLUMNS, THUMBNAIL, CAPTION = 5, 2, (172, 172), 22
PATIENCE_S, ANSWER_S = 60, 15
REDRAWN = (
    ElementClickInterceptedException,  # something moves over it while the form is drawn
    ElementNotInteractableException,
    StaleElementReferenceException,
)


# Each answer is a frame above those that are there.
MARK_FRAMES = "document.querySelectorAll('[data-testid=frame]').forEach(f => f.dataset.seen = 1)"
A_NEW_FRAME = "return document.querySelector('[data-testid=frame]:not([data-seen])') !== null"
NO_FRAME = "return document.querySelector('[data-testid=frame]') === null"
POLL_S = 0.1


class Browser:
    """A headless Chromium that shows Neo4j Browser."""

    def __init__(
        self, chromium: str, profile: str, size: tuple[int, int], switches: str = ""
    ) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        for switch in (
            "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-sync"
            f" disable-background-networking disable-component-update user-data-dir={profile}"
            f" {switches}"
        ).split():
            options.add_argument(f"--{switch}")
        driver = shutil.which("chromedriver")
        self.chrome = webdriver.Chrome(options, webdriver.ChromeService(driver))
        self.chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 2, "mobile": False},
        )

    def sign_in(self, address: str, bolt: str, user: str, password: str) -> None:
        """Opens Neo4j Browser with our style, and connects."""
        scheme, _, server = bolt.partition("://")
        self.chrome.get(f"{address}?dbms={scheme}://{user}@{server}")
        self.element("[data-testid=password]")
        self.chrome.execute_script(STORE, SETTINGS, STYLE)
        self.chrome.refresh()
        self.type_password(password)

    def type_password(self, password: str) -> None:
        """Fills in nothing but the password, and connects."""
        # A form that is drawn anew loses what was typed: until it connects, it is filled again.
        WebDriverWait(self.chrome, 2 * PATIENCE_S, ignored_exceptions=REDRAWN).until(
            lambda _: self._connect(password)
        )

    def _connect(self, password: str) -> bool:
        for field in self.chrome.find_elements(By.CSS_SELECTOR, "[data-testid=password]"):
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(password)
            self.element("[data-testid=connect]").click()
        # Once connected, the prompt names the database.
        editor = self.element("[data-testid=activeEditor]")
        end = time.monotonic() + ANSWER_S
        while time.monotonic() < end and len(editor.text.strip()) <= 1:
            time.sleep(0.2)
        return len(editor.text.strip()) > 1

    def run(self, command: str) -> None:
        """Types a command into the editor and runs it."""
        editor = self.chrome.find_element(By.CSS_SELECTOR, "[data-testid=activeEditor] textarea")
        # A mouse over a node shows that node's properties instead of the count of nodes; the answer
        # may come below any place but the corner, as the editor shrinks to a line when it is sent.
        corner = ActionBuilder(self.chrome)
        corner.pointer_action.move_to_location(0, 0)  # type: ignore[no-untyped-call]
        corner.perform()
        self.chrome.execute_script(MARK_FRAMES)
        editor.send_keys(command, Keys.CONTROL, Keys.ENTER)
        answered = NO_FRAME if command == ":clear" else A_NEW_FRAME
        WebDriverWait(self.chrome, PATIENCE_S, POLL_S).until(
            lambda _: self.chrome.execute_script(answered)
        )

    def paste(self, text: str) -> None:
        """Pastes a query of any length into the empty editor, as a person would, and runs it."""
        self.chrome.execute_script(PASTE, text)
        self.run("")

    def graph(self, query: str) -> Image.Image:
        """The query's graph in a frame as large as the window."""
        self.run(":clear")
        self.run(query)
        self.element("[data-testid=frame] button[title=Fullscreen]").click()
        self.wait_until_still()
        self.chrome.execute_script(
            DROP, grass(STYLE | {"node.Photo": STYLE["node.Photo"] | ENLARGED})
        )
        time.sleep(1)
        self.element("button[title='Collapse the node properties display']").click()
        self.wait_until_still()
        self.element("button[aria-label=zoom-to-fit]").click()
        self.wait_until_still()
        self.chrome.execute_script("document.activeElement.blur()")
        return Image.open(io.BytesIO(self.chrome.get_screenshot_as_png())).convert("RGB")

    def element(self, selector: str) -> WebElement:
        """The first element that matches, once it can be clicked."""
        found = element_to_be_clickable((By.CSS_SELECTOR, selector))
        element = WebDriverWait(self.chrome, PATIENCE_S).until(found)
        if not isinstance(element, WebElement):
            raise TypeError(selector)
        return element

    def run_of_guide(self, query: WebElement) -> None:
        """Clicks a query of the guide, and runs what is in the editor then."""
        empty = self._typed()

        def taken(_: object) -> bool:
            # The guide's pages slide in, and a click on one that moves may be for nothing.
            if self._typed() == empty:
                query.click()
            return self._typed() != empty

        WebDriverWait(self.chrome, PATIENCE_S, POLL_S, ignored_exceptions=REDRAWN).until(taken)
        self.run("")

    def _typed(self) -> str:
        """The prompt of the editor, and what it holds after it."""
        return self.chrome.find_element(By.CSS_SELECTOR, "[data-testid=activeEditor]").text

    def wait_until_still(self) -> None:
        """Waits until no node has moved for two seconds."""
        end = time.monotonic() + PATIENCE_S
        before = None
        while time.monotonic() < end:
            time.sleep(2)
            places = self.chrome.execute_script(PLACES)
            if places and places == before:
                return
            before = places
        raise TimeoutError("The graph did not come to rest.")


def grass(style: dict[str, dict[str, str]]) -> str:
    """A style in the language of Neo4j Browser's style files."""
    return "\n".join(
        f"{selector} {{ "
        + " ".join(
            f"{name}: '{value}';" if name == "caption" else f"{name}: {value};"
            for name, value in rules.items()
        )
        + " }"
        for selector, rules in style.items()
    )


def contact_sheet(files: list[Path]) -> Image.Image:
    """The photos in a grid, each with its name below."""
    width, height = THUMBNAIL
    step_x, step_y = width + GAP, height + CAPTION + GAP
    sheet = Image.new("RGB", (COLUMNS * step_x - GAP, ROWS * step_y - GAP), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(15)
    for place, file in enumerate(files):
        x, y = place % COLUMNS * step_x, place // COLUMNS * step_y
        with Image.open(file) as photo:
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        sheet.paste(ImageOps.fit(upright, THUMBNAIL, Image.Resampling.LANCZOS), (x, y))
        middle = (x + width // 2, y + height + CAPTION // 2 + 2)
        pen.text(middle, file.name, fill="#2A2C34", font=font, anchor="mm")
    return sheet


def of_few_colours(picture: Image.Image, sheet: Image.Image, shot: Image.Image) -> Image.Image:
    """The picture in 256 colours, of which every photo gets its share."""
    width, height = THUMBNAIL
    share = 240 // (ROWS * COLUMNS)
    colours = shot.quantize(256 - ROWS * COLUMNS * share, kmeans=2).getpalette() or []
    for place in range(ROWS * COLUMNS):
        x, y = place % COLUMNS * (width + GAP), place // COLUMNS * (height + CAPTION + GAP)
        photo = sheet.crop((x, y, x + width, y + height))
        colours += photo.quantize(share, kmeans=2).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


def main() -> None:
    """Takes the screenshot and composes the picture."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--browser", default="http://localhost:7474/browser/")
    words.add_argument("--bolt", default="bolt://127.0.0.1:7687")
    words.add_argument("--user", default="neo4j")
    home = Path(os.environ.get("PHOTOGRAPH_HOME") or ".photograph")
    words.add_argument("--password-file", type=Path, default=home / "neo4j/password")
    words.add_argument("--photos", type=Path, default=Path("photos"))
    words.add_argument("--chromium", default=shutil.which("chromium"))
    words.add_argument("--out", type=Path, default=Path("docs/browser.png"))
    given = words.parse_args()

    sheet = contact_sheet([given.photos / f"{name}.jpg" for name in SHOWN])
    width, height = WIDTH - sheet.width - 3 * GAP, sheet.height
    password = given.password_file.read_text().strip()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(given.chromium, profile, (width * 9 // 10, height * 9 // 10))
        try:
            browser.sign_in(given.browser, given.bolt, given.user, password)
            shot = browser.graph(QUERY)
        finally:
            browser.chrome.quit()

    picture = Image.new("RGB", (WIDTH, height + 2 * GAP), "white")
    picture.paste(sheet, (GAP, GAP))
    left = sheet.width + 2 * GAP
    picture.paste(shot.resize((width, height), Image.Resampling.LANCZOS), (left, GAP))
    frame = (left - 1, GAP - 1, left + width, GAP + height)
    ImageDraw.Draw(picture).rectangle(frame, outline="#C4C8CF")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    of_few_colours(picture, sheet, shot).save(given.out, optimize=True)
    print(f"{given.out}: {picture.width} x {picture.height}, {given.out.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
