"""Neo4j Browser, opened in headless Chromium by the printed address, and all that it asks for."""

from __future__ import annotations

import json
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from photograph.commands.demo import demo
from photograph.server.password import read_password
from photograph.server.status import server_status, status_lines
from photograph.settings import Home
from tests.conftest import empty_database
from tests.cypher.test_neo4j_browser import GUIDE, SOME_ROWS, chromium, text, wait_for
from tests.server.conftest import REPOSITORY

if TYPE_CHECKING:
    from docs.make_browser_picture import Browser

pytestmark = pytest.mark.slow
HERE = {"localhost", "127.0.0.1"}
ELSEWHERE = "https://o110884.ingest.sentry.io/", "wss://elsewhere.example/", "http://10.9.8.7:7474/"
CONTROL = "http://control.example/"
ASK = """const [address, done] = arguments
if (!address.startsWith("wss")) fetch(address).then(() => done("sent"), () => done("refused"))
else { const socket = new WebSocket(address)
       socket.onopen = () => done("sent"); socket.onerror = () => done("refused") }"""


@dataclass(frozen=True)
class Visit:
    """What a first visit showed, what the pages asked for, and what of it went out."""

    user: str
    scheme: str
    connected: str
    asked: dict[str, str | None]  # an address, and why Chromium blocked it
    hosts_that_were_asked: set[str]


@contextmanager
def proxy() -> Iterator[tuple[str, set[str]]]:
    """A proxy that lets nothing through: its address, and the hosts that it was asked for."""
    hosts: set[str] = set()

    class Refuse(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode(errors="replace")
            hosts.update(re.findall(r"^[A-Z]+ (?:\w+://)?([^:/\s]+)", line))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refuse) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", hosts
        server.shutdown()


@pytest.fixture(scope="module")
def visit(neo4j: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A person opens the address that is printed, types the password, and walks the guide."""
    with empty_database(), proxy() as (address, hosts):
        # Chromium asks every machine but this one through a proxy, and leaves its name to it.
        by = f"proxy-server=http://{address}"
        with chromium(tmp_path_factory.mktemp("visit"), by) as browser:
            demo(str(REPOSITORY / "photos"))
            yield walk(browser, read_password(neo4j), hosts)


def walk(browser: Browser, password: str, hosts: set[str]) -> Visit:
    from selenium.common.exceptions import WebDriverException

    [address] = re.findall(r"^Browser: +(\S+)$", status_lines(server_status()), re.MULTILINE)
    browser.chrome.get(address)
    browser.element("[data-testid=password]")
    user = text(browser, "document.querySelector('[data-testid=username]').value")
    scheme = text(browser, "document.querySelector('[data-testid=bolt-scheme-select]').value")
    browser.type_password(password)
    connected = wait_for_page(browser, r"You are connected as user")
    for answer in (r"\{filename\}", SOME_ROWS):
        browser.run_of_guide(browser.element(f"{GUIDE} pre.runnable"))
        wait_for(browser, answer)
        browser.element("[data-testid=nextSlide]").click()
    for elsewhere in ELSEWHERE:
        assert browser.chrome.execute_async_script(ASK, elsewhere) == "refused"
    by_pages = asked(browser)
    with suppress(WebDriverException):  # the proxy hangs up
        browser.chrome.get(CONTROL)
    return Visit(user, scheme, connected, by_pages, set(hosts))


def wait_for_page(browser: Browser, pattern: str) -> str:
    """All words of the page, once they fit."""
    from selenium.webdriver.support.wait import WebDriverWait

    def words(_: object) -> str | None:
        shown = str(text(browser, "document.body.innerText"))
        return shown if re.search(pattern, shown) else None

    return str(WebDriverWait(browser.chrome, 60).until(words))


def asked(browser: Browser) -> dict[str, str | None]:
    """Each address that the pages asked for since they were loaded, and why it was blocked."""
    from selenium.webdriver.support.wait import WebDriverWait

    addresses: dict[str, str] = {}
    blocked: dict[str, str | None] = {}

    def the_last_came(_: object) -> bool:
        for line in browser.chrome.execute("getLog", {"type": "performance"})["value"]:
            told = json.loads(line["message"])["message"]
            what, values = told["method"], told["params"]
            if what == "Network.requestWillBeSent":
                addresses[values["requestId"]] = values["request"]["url"]
            elif what == "Network.webSocketCreated":
                addresses[values["requestId"]] = values["url"]
            elif what == "Network.loadingFailed":
                blocked[values["requestId"]] = values.get("blockedReason")
        return any("canny.io" in address for address in addresses.values())

    WebDriverWait(browser.chrome, 60).until(the_last_came)
    return {address: blocked.get(number) for number, address in addresses.items()}


def test_only_the_password_is_left_to_type(visit: Visit) -> None:
    assert (visit.user, visit.scheme) == ("neo4j", "bolt://")
    assert re.search(r"connected as user\s+neo4j\s+to\s+bolt://127\.0\.0\.1", visit.connected)


def test_the_guide_is_open_after_the_sign_in(visit: Visit) -> None:
    assert "Five questions to your photos" in visit.connected


def test_no_request_leaves_the_machine(visit: Visit) -> None:
    parts = {urlsplit(address): why for address, why in visit.asked.items()}
    elsewhere = {
        str(part.hostname): why
        for part, why in parts.items()
        if part.scheme in {"http", "https", "ws", "wss"} and part.hostname not in HERE
    }

    assert {"fonts.googleapis.com", "cdn.segment.com", "canny.io"} <= elsewhere.keys()
    assert set(elsewhere.values()) == {"csp"}
    # Chromium itself asks for updates and the like, whatever page it shows.
    refused = {*elsewhere, *(str(urlsplit(address).hostname) for address in ELSEWHERE)}
    assert urlsplit(CONTROL).hostname in visit.hosts_that_were_asked
    assert not refused & visit.hosts_that_were_asked
