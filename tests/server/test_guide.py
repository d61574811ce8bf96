"""The running server serves the guide and the style beside Neo4j Browser's own pages."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import pytest

from photograph import cypher
from photograph.commands.demo import where_to_look
from photograph.cypher import statement
from photograph.server.configuration import ports
from photograph.server.content_policy import POLICY
from photograph.server.guide import guide
from photograph.server.jar import LOCK_FILE, is_whole_jar, read_lock
from photograph.server.status import server_status, status_lines
from photograph.settings import Home


def fetch(name: str) -> str:
    with urlopen(f"{server_status().browser}{name}", timeout=10) as page:  # noqa: S310
        return str(page.read().decode())


def test_the_guide_is_served_with_its_queries(neo4j: Home) -> None:
    page = fetch("photograph.html")

    assert server_status().guide == f":play {server_status().browser}photograph.html"
    assert "@" not in page
    assert f":style {server_status().browser}photograph.grass" in page
    assert statement("explore/copies").text.partition("\n")[0] in page


def test_the_printed_address_names_the_server_the_user_and_the_guide(neo4j: Home) -> None:
    bolt, http = ports().bolt, ports().http
    address = (
        f"http://localhost:{http}/browser/?dbms=bolt://neo4j@127.0.0.1:{bolt}"
        f"&cmd=play&arg=http://localhost:{http}/browser/photograph.html"
    )

    assert f" {address}\n" in status_lines(server_status())
    assert f" {address}\n" in where_to_look(True, "bolt://127.0.0.1")


def test_every_page_comes_with_a_policy_that_names_this_machine_only(neo4j: Home) -> None:
    with urlopen(str(server_status().browser), timeout=10) as page:  # noqa: S310
        sent = page.headers["Content-Security-Policy"]

    assert sent == POLICY
    hosts = {word for word in sent.replace(";", " ").split() if "." in word or ":" in word}
    assert hosts - {"data:"} == {
        f"{scheme}://{host}:*" for scheme in ("http", "ws") for host in ("localhost", "127.0.0.1")
    }


def test_a_query_s_signs_are_not_taken_for_html() -> None:
    page = guide(7474)

    assert "&lt;&gt; photo" in page
    assert "]-&gt;(" in page or "]-{1,20}(" in page
    assert "<> " not in page


@pytest.mark.slow
def test_the_style_and_browser_s_own_pages_are_served(neo4j: Home) -> None:
    style = Path(cypher.__file__).with_name("photograph.grass").read_text(encoding="utf-8")

    assert fetch("photograph.grass") == style
    assert "Neo4j Browser" in fetch("index.html")


def test_the_downloaded_jar_stays_as_it_came(neo4j: Home) -> None:
    [browser] = [jar for jar in read_lock(LOCK_FILE) if "neo4j-browser" in jar.coordinate]

    assert is_whole_jar(browser.path(neo4j.jars), browser)
