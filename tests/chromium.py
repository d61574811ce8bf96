"""Chromium and its driver, which tests of pages need; CI may not do without."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")  # of Debian, Alpine and Google
MISSING = "there is no Chromium with its driver: apt install chromium chromium-driver"


def find_chromium() -> tuple[Path, Path]:
    """The programs of Chromium and of its driver; skips where one is missing, and fails in CI."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    driver = shutil.which("chromedriver")
    if chromium and driver:
        pytest.importorskip("selenium", reason="selenium is not installed: make setup installs it")
        return Path(chromium), Path(driver)
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)
