"""The real Neo4j Browser in headless Chromium: saved queries, the style, the guide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from photograph import cypher
from photograph.commands.demo import demo
from photograph.cypher import statement
from photograph.graph.database import Database
from photograph.server.connection import target
from photograph.server.password import read_password
from photograph.server.status import server_status
from photograph.settings import Home
from tests.chromium import find_chromium
from tests.conftest import run, run_photograph
from tests.cypher.saved_queries import with_values
from tests.server.conftest import REPOSITORY

if TYPE_CHECKING:
    from docs.make_browser_picture import Browser

pytestmark = pytest.mark.slow
FRAME, GUIDE = "[data-testid=frame]", "[data-testid=carousel]"
# What Browser says below a picture, and below a table.
SOME_ROWS = r"Displaying [1-9]\d* nodes|Started streaming [1-9]\d* records"
QUESTIONS = (
    "similar_photos",
    "path_between_photos",
    "copies",
    "bursts",
    "shot_here_that_week",
    "odd_ones_out",
)


@contextmanager
def chromium(folder: Path, switches: str = "") -> Iterator[Browser]:
    """A Chromium for Neo4j Browser, where there is one; what it showed last is left in a folder."""
    found, _ = find_chromium()
    from docs.make_browser_picture import Browser

    browser = Browser(str(found), str(folder / "profile"), (1280, 900), switches)
    try:
        yield browser
    finally:
        browser.chrome.save_screenshot(str(folder / "browser.png"))
        browser.chrome.quit()


@pytest.fixture(scope="module")
def signed_in(neo4j: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Neo4j Browser, signed in to the server of this test session."""
    told = server_status()
    with chromium(tmp_path_factory.mktemp("browser")) as opened:
        opened.sign_in(str(told.browser), target(neo4j).uri, told.user, read_password(neo4j))
        yield opened


@pytest.fixture
def browser(database: Database, signed_in: Browser) -> Browser:
    """Neo4j Browser without a frame or a style of ours, while the graph holds the samples."""
    demo(str(REPOSITORY / "photos"))
    signed_in.run(":style reset")
    signed_in.run(":clear")
    return signed_in


def text(browser: Browser, script: str) -> Any:
    return browser.chrome.execute_script(f"return {script}")


def wait_for(browser: Browser, pattern: str) -> str:
    """The words of the newest frame, once they fit."""
    from selenium.webdriver.support.wait import WebDriverWait

    def words(_: object) -> str | None:
        shown = str(text(browser, f"document.querySelector('{FRAME}')?.innerText ?? ''"))
        assert "ERROR" not in shown, shown
        return shown if re.search(pattern, shown) else None

    return str(WebDriverWait(browser.chrome, 60).until(words))


def captions(browser: Browser) -> set[str]:
    """The words in the picture."""
    drawn = f"document.querySelectorAll('{FRAME} svg text')"
    return {str(word) for word in text(browser, f"Array.from({drawn}, t => t.textContent.trim())")}


def test_a_file_pasted_whole_shows_its_rows(
    browser: Browser, database: Database, tmp_path: Path
) -> None:
    seen = []
    for name in ("similar_photos", "copies", "coverage"):
        browser.paste(statement(f"explore/{name}").text)
        seen.append(wait_for(browser, SOME_ROWS))
        browser.chrome.save_screenshot(str(tmp_path / f"{name}.png"))
        browser.run(":clear")

    neighbours = run(database, statement("explore/similar_photos").text)
    assert f"Displaying {len(neighbours) + 1} nodes" in seen[0]
    assert "photos/pebble-cairn-01 (1).jpg" in seen[1]
    assert "neighbour" in seen[2]


def test_the_style_shows_file_names_and_cosines_of_three_digits(
    browser: Browser, database: Database, tmp_path: Path
) -> None:
    names = {"first": "snow-cabin-02.jpg", "last": "alpine-lake-03.jpg"}
    path = with_values("path_between_photos", **names)
    [row] = run(database, path)

    browser.paste(f":style {server_status().browser}photograph.grass")
    rules = wait_for(browser, r"\{filename\}")
    browser.chrome.save_screenshot(str(tmp_path / "rules.png"))
    browser.run(":clear")
    browser.paste(path)
    wait_for(browser, "Displaying 3 nodes")
    browser.wait_until_still()
    browser.chrome.save_screenshot(str(tmp_path / "styled.png"))

    shown = captions(browser)
    assert {f"{cosine:.3f}" for cosine in row["cosines"]} <= shown
    # A name that is too long in the machine's font is cut on its photo.
    starts = tuple(caption.removesuffix("…") for caption in shown if len(caption) > 8)
    assert all(photo.startswith(starts) for photo in row["photos"]), shown
    selectors = re.findall(r"^\s*(\S.*?) \{$", rules, re.MULTILINE)
    assert selectors
    assert all(re.fullmatch(r"(node|relationship)(\.\w+)?", each) for each in selectors), selectors
    fills = "Array.from(document.querySelectorAll('circle'), c => c.getAttribute('fill'))"
    assert "#2F6FB7" in text(browser, fills)


def test_the_style_colours_photos_by_album(
    browser: Browser, database: Database, tmp_path: Path
) -> None:
    assert run_photograph("albums").code == 0
    rows = run(database, "MATCH (:Photo)-[:IN_ALBUM]->(a:Album) RETURN a.colour AS colour")
    browser.paste(f":style {server_status().browser}photograph.grass")
    wait_for(browser, r"\{filename\}")
    browser.run(":clear")

    browser.paste("MATCH (p:Photo)-[:IN_ALBUM]->(:Album) RETURN p")
    wait_for(browser, f"Displaying {len(rows)} nodes")
    browser.wait_until_still()
    browser.chrome.save_screenshot(str(tmp_path / "coloured.png"))

    grass = colours_of_labels()
    wanted = Counter(grass[f"AlbumColour{row['colour']}"] for row in rows)
    circles = f"document.querySelectorAll('{FRAME} svg g.node circle')"
    fills = f"Array.from({circles}, circle => circle.getAttribute('fill'))"
    shown = Counter(str(fill) for fill in text(browser, fills))
    assert len(wanted) > 1
    assert {fill: shown[fill] for fill in wanted} == wanted
    run(database, "MATCH (album:Album) DETACH DELETE album")


def colours_of_labels() -> dict[str, str]:
    """The colour of each label in the style."""
    style = Path(cypher.__file__).with_name("photograph.grass").read_text(encoding="utf-8")
    return dict(re.findall(r"node\.(\w+) \{[^}]*?\n  color: (#\w+);", style))


def test_the_guide_opens_and_each_of_its_queries_shows_rows(
    browser: Browser, tmp_path: Path
) -> None:
    from selenium.webdriver.common.by import By

    browser.paste(str(server_status().guide))
    wait_for(browser, "Five questions to your photos")
    asked = []
    for page in range(6):
        browser.chrome.save_screenshot(str(tmp_path / f"guide-{page}.png"))
        for query in browser.chrome.find_elements(By.CSS_SELECTOR, f"{GUIDE} pre.runnable"):
            asked.append(str(query.get_property("textContent")).strip())
            browser.run_of_guide(query)
            wait_for(browser, r"\{filename\}" if asked[-1].startswith(":") else SOME_ROWS)
        if page < 5:
            browser.element("[data-testid=nextSlide]").click()

    assert asked[0] == f":style {server_status().browser}photograph.grass"
    assert asked[2:] == [statement(f"explore/{name}").text.strip() for name in QUESTIONS]
