"""The guide for Neo4j Browser, which Neo4j serves beside Browser's own pages."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from photograph import cypher
from photograph.cypher import statement
from photograph.durable_file import fresh_file, settle
from photograph.private import private_umask
from photograph.server.configuration import HOST
from photograph.server.jar import LOCK_FILE, read_lock
from photograph.server.sign_in import USER
from photograph.settings import Home

PAGE = Path(__file__).with_name("guide.html")
GUIDE, STYLE = "photograph.html", "photograph.grass"
BROWSER = "org.neo4j.client:neo4j-browser:"
# Neo4j 5.26 serves the first folder `browser` of its class path, and no other folder.
JAR = "guide/browser.jar"
UNPACKED = "guide/pages"  # before the jar on the class path, and only where it can't be read
_REFUSED = frozenset("[]?")
_PLACE = re.compile(r"@(\w+)@")
# Neo4j Browser 5.24 writes a number on an edge with all its digits, and its styles cannot round.
_CAPTION = b"e.caption=this.style.interpolate(t,e)"
_ROUNDED = _CAPTION + rb".replace(/^-?\d+\.\d{4,}(e-\d+)?$/i,n=>(+n).toFixed(3))"


def browser_address(http_port: int) -> str:
    """The address of Neo4j Browser on localhost, from where it loads guides by default."""
    return f"http://localhost:{http_port}/browser/"


def opening_address(bolt_port: int, http_port: int) -> str:
    """The address of Browser with the user filled in and the guide opened."""
    browser = browser_address(http_port)
    # Without `dbms`, Browser 5.24 offers neo4j:// and no user, and sends the password alone.
    return f"{browser}?dbms=bolt://{USER}@{HOST}:{bolt_port}&cmd=play&arg={browser}{GUIDE}"


def play_line(http_port: int) -> str:
    """The command for Browser's editor that opens the guide."""
    return f":play {browser_address(http_port)}{GUIDE}"


def guide(http_port: int) -> str:
    """The HTML of the guide, with queries of ``cypher/explore``."""

    def fill(place: re.Match[str]) -> str:
        name = place[1]
        if name == "ADDRESS":
            return browser_address(http_port)
        return html.escape(statement(f"explore/{name}").text.strip(), quote=False)

    return _PLACE.sub(fill, PAGE.read_text(encoding="utf-8"))


def write_guide(place: Home, http_port: int) -> None:
    """Writes a copy of Browser's jar with the guide and the style into the server's folder."""
    [browser] = [jar for jar in read_lock(LOCK_FILE) if jar.coordinate.startswith(BROWSER)]
    target = place.neo4j / JAR
    fresh = fresh_file(target)
    shutil.copyfile(browser.path(place.jars), fresh)
    style = Path(cypher.__file__).with_name(STYLE).read_text(encoding="utf-8")
    with ZipFile(fresh, "a", ZIP_DEFLATED, compresslevel=1) as jar:
        jar.writestr(f"browser/{GUIDE}", guide(http_port))
        jar.writestr(f"browser/{STYLE}", style)
        _round_captions(jar)
    settle(fresh, target)
    _unpack(target, place.neo4j / UNPACKED)


def _unpack(jar: Path, folder: Path) -> None:
    """Unpacks the jar's pages if the path of the working folder has special characters.

    Jetty reads a jar by a URL in which Java 21 does not escape these characters, and fails; it can
    read a folder of any name.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if not _REFUSED.isdisjoint(str(jar)):
        with private_umask(folder), ZipFile(jar) as opened:
            opened.extractall(folder)


def _round_captions(jar: ZipFile) -> None:
    [bundle] = [name for name in jar.namelist() if re.fullmatch(r"browser/app-\w+\.js", name)]
    script = jar.read(bundle).replace(_CAPTION, _ROUNDED)
    # zipfile has no way to replace: unlisted, the old one is no part of the jar. Compressing all
    # that Browser consists of anew would take each start 1.5 s, and this takes 0.2 s.
    jar.infolist().remove(jar.NameToInfo.pop(bundle))
    jar.writestr(bundle, script)
