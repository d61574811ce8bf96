"""The running server serves the guide and the style beside Neo4j Browser's own pages."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import cypher
from cypher import statement
from photograph.settings import Home
from server.guide import guide
from server.jars import LOCK_FILE, is_whole, read_lock
from server.status import status


def fetch(name: str) -> str:
    with urlopen(f"{status().browser}{name}", timeout=10) as page:  # noqa: S310
        return str(page.read().decode())


def test_the_guide_is_served_with_its_queries(neo4j: Home) -> None:
    page = fetch("photograph.html")

    assert status().guide == f":play {status().browser}photograph.html"
    assert "@" not in page
    assert f":style {status().browser}photograph.grass" in page
    assert statement("explore/copies").text.partition("\n")[0] in page


def test_a_query_s_signs_are_not_taken_for_html() -> None:
    page = guide(7474)

    assert "&lt;&gt; photo" in page
    assert "]-&gt;(" in page or "]-{1,20}(" in page
    assert "<> " not in page


def test_the_style_and_browser_s_own_pages_are_served(neo4j: Home) -> None:
    style = Path(cypher.__file__).with_name("photograph.grass").read_text(encoding="utf-8")

    assert fetch("photograph.grass") == style
    assert "Neo4j Browser" in fetch("index.html")


def test_the_downloaded_jar_stays_as_it_came(neo4j: Home) -> None:
    [browser] = [jar for jar in read_lock(LOCK_FILE) if "neo4j-browser" in jar.coordinate]

    assert is_whole(browser.path(neo4j.jars), browser)
