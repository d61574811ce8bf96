"""The map in a real Chromium, from its file: land, circles, keys, the wheel, and no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from tests.gallery.browser import PHONE, Browser

pytestmark = pytest.mark.slow
TAB, ENTER, ESCAPE, LEFT, RIGHT = "\ue004", "\ue007", "\ue00c", "\ue012", "\ue014"
PLACES = """return Array.from(document.querySelectorAll('.place'), place => {
  const box = place.getBoundingClientRect()
  return { photos: Number(place.textContent), label: place.ariaLabel,
           pressed: place.ariaPressed, x: box.x + box.width / 2, y: box.y + box.height / 2 }
}).sort((one, other) => one.x - other.x)"""
ON_LAND = """const land = document.querySelector('path.land')
const point = new DOMPoint(...arguments).matrixTransform(land.getScreenCTM().inverse())
return land.isPointInFill(point)"""
SCALE = "return document.querySelector('.leaflet-control-scale-line').textContent"
# Until no animation of Leaflet moves the map.
SETTLED = "return new Promise(done => setTimeout(done, 600))"


def visit(opened: Browser) -> None:
    opened.open("#/map")
    opened.wait_for(".place")
    opened.run(SETTLED)


def places(opened: Browser) -> list[dict[str, Any]]:
    """The circles from west to east."""
    found: list[dict[str, Any]] = opened.run(PLACES)
    return found


def without_height(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The circles wherever the page is scrolled to."""
    return [{key: value for key, value in place.items() if key != "y"} for place in found]


def metres(opened: Browser) -> float:
    """How long the scale says its line is."""
    number, unit = str(opened.run(SCALE)).split()
    return float(number) * {"m": 1, "km": 1000}[unit]


def focus(opened: Browser, label: str) -> None:
    opened.run("document.querySelector(`.place[aria-label='${arguments[0]}']`).focus()", label)


def test_land_and_circles_are_there_without_a_network(opened: Browser, tmp_path: Path) -> None:
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    opened.chrome.execute_cdp_cmd("Network.enable", {})
    opened.chrome.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    opened.requests()  # those of Chromium's own first page
    visit(opened)

    found = places(opened)
    assert sum(place["photos"] for place in found) == 33
    toronto, *_, east = found
    portugal = next(place for place in found if " 8.6" in place["label"])
    assert "79.3" in toronto["label"]
    assert opened.run(ON_LAND, east["x"], east["y"])
    middle = [(toronto[axis] + portugal[axis]) / 2 for axis in "xy"]
    assert not opened.run(ON_LAND, *middle), "the middle of the Atlantic"
    own = (f"{(tmp_path / 'g').as_uri()}/", "data:", "about:")
    asked = opened.requests()
    assert f"{own[0]}map/leaflet.js" in asked
    assert all(address.startswith(own) for address in asked), asked
    assert opened.complaints() == []


def test_choosing_a_circle_lists_its_photos_and_comes_closer(opened: Browser) -> None:
    visit(opened)
    most = max(places(opened), key=lambda place: place["photos"])
    before = metres(opened)

    focus(opened, most["label"])
    opened.press(ENTER)
    opened.run(SETTLED)

    listed = opened.names()
    assert len(listed) == most["photos"] > 1
    assert f"{most['photos']} photos here" in opened.run("return document.body.textContent")
    closer = places(opened)
    pressed = [place for place in closer if place["pressed"] == "true"]
    assert sum(place["photos"] for place in pressed) == most["photos"]
    assert metres(opened) < before

    opened.run("document.querySelector('.tile').focus()")
    opened.press(ENTER)
    assert opened.title() == listed[0]
    opened.press(ESCAPE)
    assert opened.title() == "Map"
    assert opened.names() == listed
    assert without_height(places(opened)) == without_height(closer)
    assert opened.complaints() == []


def test_the_mouse_chooses_a_circle_and_does_not_where_it_drags_one(opened: Browser) -> None:
    visit(opened)
    [toronto, *_] = places(opened)
    circle = opened.chrome.find_element(By.CSS_SELECTOR, f".place[aria-label='{toronto['label']}']")

    ActionChains(opened.chrome).drag_and_drop_by_offset(circle, 60, 40).perform()
    opened.run(SETTLED)
    assert opened.names() == []
    assert places(opened)[0]["x"] == pytest.approx(toronto["x"] + 60, abs=8)

    circle = opened.chrome.find_element(By.CSS_SELECTOR, f".place[aria-label='{toronto['label']}']")
    ActionChains(opened.chrome).click(circle).perform()
    opened.run(SETTLED)
    assert sorted(opened.names()) == [f"city-skyline-0{n}.jpg" for n in (1, 2, 3, 4)]


def test_keys_move_and_zoom_the_map_also_from_a_circle(opened: Browser) -> None:
    visit(opened)
    before, far = places(opened), metres(opened)

    opened.run("document.querySelector('.leaflet-container').focus()")
    opened.press(RIGHT)
    opened.run(SETTLED)
    assert places(opened)[-1]["x"] == pytest.approx(before[-1]["x"] - 80, abs=2)
    opened.press(TAB)
    focused = opened.run("return document.activeElement.ariaLabel")
    assert focused in [place["label"] for place in before]
    opened.press(LEFT)
    opened.run(SETTLED)
    assert places(opened)[-1]["x"] == pytest.approx(before[-1]["x"], abs=2)
    assert opened.run("return document.activeElement.ariaLabel") == focused

    opened.press("+")
    opened.run(SETTLED)
    assert far / 4 < metres(opened) < far, "one step closer"
    assert opened.run("return document.activeElement.closest('.map') !== null")
    opened.press("-")
    opened.run(SETTLED)
    assert metres(opened) == far

    opened.press("+", "+", "+")
    opened.run(SETTLED + ".then(() => document.querySelector('.map button:not(.place)').focus())")
    assert opened.focused() == "All"
    opened.press(ENTER)
    opened.run(SETTLED)
    assert places(opened) == before


def test_a_plain_wheel_scrolls_the_page_and_with_ctrl_it_zooms(opened: Browser) -> None:
    opened.window(PHONE)
    visit(opened)
    focus(opened, max(places(opened), key=lambda place: place["photos"])["label"])
    opened.press(ENTER)
    opened.run(SETTLED)
    before = metres(opened)
    at = {"type": "mouseWheel", "x": 200, "y": 450, "deltaX": 0}

    opened.chrome.execute_cdp_cmd("Input.dispatchMouseEvent", {**at, "deltaY": 200})
    opened.run(SETTLED)
    assert opened.run("return scrollY") > 100
    assert metres(opened) == before

    opened.run("scrollTo(0, 0)")
    zoom = {**at, "deltaY": 400, "modifiers": 2}
    opened.chrome.execute_cdp_cmd("Input.dispatchMouseEvent", zoom)
    opened.run(SETTLED)
    assert opened.run("return scrollY") == 0
    assert metres(opened) > before


def test_where_the_maps_files_are_gone_a_word_says_what_to_do(
    opened: Browser, tmp_path: Path
) -> None:
    (tmp_path / "g/map/leaflet.js").unlink()

    opened.open("#/map")

    opened.wait_for(".note code")
    assert opened.run("return document.querySelector('.note').textContent").endswith(
        "photograph gallery"
    )
