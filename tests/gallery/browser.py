"""A real headless Chromium that opens a gallery from its file; tests of it skip without one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.chromium import find_chromium

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

DESKTOP = (1280, 860)
PHONE = (390, 844)
_SWITCHES = (
    "headless=new no-sandbox disable-gpu no-first-run disable-sync hide-scrollbars"
    " disable-background-networking disable-component-update"
)


@dataclass(frozen=True)
class Browser:
    """A window on one gallery."""

    chrome: Chrome
    index: Path

    def open(self, page: str = "#/") -> None:
        """Loads the gallery anew at one of its pages."""
        self.chrome.get("about:blank")
        self.chrome.get(self.index.as_uri() + page)

    def go(self, page: str) -> None:
        """Goes to another page as a link does."""
        self.run("location.hash = arguments[0]; return new Promise(r => setTimeout(r, 50))", page)

    def wait_for(self, selector: str) -> None:
        """Waits until the page has such an element; fails after 5 seconds without."""
        script = """const done = arguments[1], end = Date.now() + 5000
        const look = () => document.querySelector(arguments[0]) ? done(true)
            : Date.now() > end ? done(false) : setTimeout(look, 20)
        look()"""
        assert self.chrome.execute_async_script(script, selector), selector

    def run(self, script: str, *values: object) -> Any:
        return self.chrome.execute_script(script, *values)

    def press(self, *keys: str) -> None:
        """Types into what has the focus."""
        from selenium.webdriver.common.action_chains import ActionChains

        for key in keys:
            ActionChains(self.chrome).send_keys(key).perform()
        self.run("return new Promise(r => setTimeout(r, 60))")

    def window(self, size: tuple[int, int], dark: bool = False) -> None:
        """The size in CSS pixels, and which colours the system is set to."""
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1}
        metrics["mobile"] = size == PHONE
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def forget(self) -> None:
        """Leaves the page and all that it told, and is as large and as light as at first."""
        self.chrome.get("about:blank")
        self.window(DESKTOP)
        self.chrome.execute_cdp_cmd("Network.disable", {})  # a test may have been offline
        self.requests()
        self.complaints()

    def shot(self, file: Path) -> Path:
        """The window as a PNG."""
        # Lazy pictures come a moment after the page.
        self.run("return new Promise(r => setTimeout(r, 300))")
        self.chrome.save_screenshot(str(file))
        return file

    def title(self) -> str:
        return str(self.run("return document.querySelector('h1').textContent"))

    def names(self) -> list[str]:
        """The file names below the pictures of the page."""
        found: list[str] = self.run(
            "return Array.from(document.querySelectorAll('.tile .name'), name => name.textContent)"
        )
        return found

    def focused(self) -> str:
        """What has the focus: its text."""
        return str(self.run("return document.activeElement.textContent"))

    def requests(self) -> list[str]:
        """The addresses that the pages asked for since this was last asked."""
        lines = self.chrome.execute("getLog", {"type": "performance"})["value"]
        told = [json.loads(line["message"])["message"] for line in lines]
        sent = [one["params"] for one in told if one["method"] == "Network.requestWillBeSent"]
        return [one["request"]["url"] for one in sent]

    def complaints(self) -> list[str]:
        """What Chromium's console says since it was last asked."""
        return [
            line["message"] for line in self.chrome.execute("getLog", {"type": "browser"})["value"]
        ]


@contextmanager
def browser(index: Path, profile: Path, logs: tuple[str, ...] = ("browser",)) -> Iterator[Browser]:
    """Starts Chromium on a gallery; skips where it, its driver or selenium is missing.

    Its log "browser" has complaints, and "performance" has requests.
    """
    chromium, driver = find_chromium()
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(chromium)
    options.set_capability("goog:loggingPrefs", dict.fromkeys(logs, "ALL"))
    for switch in (*_SWITCHES.split(), f"user-data-dir={profile}"):
        options.add_argument(f"--{switch}")
    chrome = webdriver.Chrome(options, webdriver.ChromeService(str(driver)))
    try:
        opened = Browser(chrome, index)
        opened.window(DESKTOP)
        yield opened
    finally:
        chrome.quit()
