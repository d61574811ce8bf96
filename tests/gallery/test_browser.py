"""The gallery in a real Chromium, opened from its file: search, keys, colours, a phone's screen."""

from __future__ import annotations

import importlib.resources
import importlib.util
from pathlib import Path

import pytest
from PIL import Image

from photograph.graph.database import Database
from tests.conftest import run
from tests.gallery.browser import DESKTOP, PHONE, Browser
from tests.gallery.sample import fill_graph, write

pytestmark = pytest.mark.slow
LEFT, RIGHT, DOWN, ENTER, ESCAPE = "\ue012", "\ue014", "\ue015", "\ue007", "\ue00c"
LAKE = "#/photo/photos/alpine-lake-01.jpg"
PAGES = ("#/", "#/photos", LAKE, "#/copies", "#/map", "#/timeline", "#/search/lake", "#/search/zz")
AXE = """const done = arguments[0]
axe.run().then(found => done(found.violations.map(one => [one.id, one.nodes[0].html])))"""


def test_a_person_finds_their_way_with_the_keyboard_alone(opened: Browser) -> None:
    opened.open()
    assert opened.title() == "Albums"
    assert len(opened.names()) == 8

    opened.press("/", *"lake 2023-06")
    opened.run("return new Promise(r => setTimeout(r, 300))")
    found = opened.names()
    assert len(found) == 4
    assert all(name.startswith("alpine-lake") for name in found)

    opened.press(ENTER, RIGHT)
    assert found[1] in opened.focused()
    opened.press(ENTER)
    assert opened.title() == found[1]
    opened.press(RIGHT)
    assert opened.title() == found[2]
    opened.press(LEFT, LEFT)
    assert opened.title() == found[0]
    opened.press(ESCAPE)
    assert opened.title() == "Search: lake 2023-06"
    assert found[0] in opened.focused()
    assert opened.complaints() == []


@pytest.mark.parametrize(
    ("words", "photo", "others"),
    [("dune", "desert-dunes-01.jpg", 4), ("june 2024", "alpine-lake-04.jpg", 1), ("PNG", None, 0)],
)
def test_search_knows_names_labels_and_dates(
    opened: Browser, words: str, photo: str | None, others: int
) -> None:
    opened.open(f"#/search/{words}")

    found = opened.names()
    assert len(found) >= others
    assert (photo in found) if photo else found == []


def test_each_photo_has_a_page_whose_picture_and_links_are_there(opened: Browser) -> None:
    opened.open("#/photos")
    pages = opened.run("return Array.from(document.querySelectorAll('.tile'), tile => tile.hash)")

    assert len(pages) == 34
    for page in pages:
        opened.go(page)
        assert opened.title() in page.replace("%20", " ").replace("%28", "(").replace("%29", ")")
        assert opened.run("return document.querySelector('.large img').decode().then(() => true)")
        alt = opened.run("return document.querySelector('.large img').alt")
        assert opened.title() in alt
        assert len(opened.names()) > 0
    assert opened.complaints() == []


def test_beside_a_photo_each_other_one_is_shown_once(opened: Browser) -> None:
    opened.open(LAKE)
    lake = opened.names()
    opened.open("#/photo/photos/pebble-cairn-02.jpg")
    cairn = opened.run("return document.querySelector('.grid').innerText")

    assert "alpine-lake-02.jpg" in lake
    assert "alpine-lake-01-small.jpg" not in lake
    assert sum("pebble-cairn-01" in name for name in opened.names()) == 1
    assert cairn.count(", +1 copy") == 1 + ("alpine-lake-01" in cairn)


def test_the_arrows_go_down_a_row(opened: Browser) -> None:
    opened.open("#/photos")
    opened.run("document.querySelector('.tile').focus()")
    tops = "const box = document.activeElement.getBoundingClientRect(); return [box.left, box.top]"
    left, _ = opened.run(tops)
    first = opened.focused()
    opened.press(DOWN)
    assert opened.focused() != first
    assert opened.run(tops)[0] == left


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_every_page_fits_the_screen_in_the_colours_of_the_system(
    opened: Browser, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    opened.window(size, dark)
    for page in PAGES:
        opened.open(page)
        if page == "#/map":
            opened.wait_for(".place")
        wide, shown = opened.run("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= shown, page
        with Image.open(opened.shot(tmp_path / "shot.png")) as shot:
            corner = shot.convert("L").getpixel((2, shot.height - 2))
            assert isinstance(corner, int)
            assert (corner < 60) == dark, page
    assert opened.complaints() == []


def test_axe_finds_no_barrier_on_any_page(opened: Browser) -> None:
    if not importlib.util.find_spec("axe_core_python"):
        pytest.skip("axe-core-python is not installed: make setup installs it")
    axe = importlib.resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    for dark in (False, True):
        opened.window(DESKTOP, dark)
        for page in PAGES:
            opened.open(page)
            if page == "#/map":
                opened.wait_for(".place")
            opened.run(axe)
            assert opened.chrome.execute_async_script(AXE) == [], page


def test_where_something_is_missing_a_word_says_what_to_do(
    opened: Browser, database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    run(database, "MATCH (p:Photo) REMOVE p.takenAt, p.location, p.signatureVector")
    run(database, "MATCH (:Photo)-[e:IS_SIMILAR_TO]-() DELETE e")
    run(database, "MATCH (p:Photo) WHERE p.path CONTAINS '(1)' DETACH DELETE p")
    write(database, tmp_path / "g", side=160)

    for page, word in (
        ("#/", "photograph albums"),
        ("#/copies", "photograph link"),
        ("#/map", "where it was taken"),
        ("#/timeline", "when it was taken"),
        (LAKE, "photograph link --cutoff"),
        ("#/photo/no/such.jpg", "not in the gallery"),
        ("#/album/none", "no such album"),
    ):
        opened.open(page)
        assert word in opened.run("return document.querySelector('.note').textContent"), page
    assert opened.complaints() == []
