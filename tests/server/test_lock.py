from __future__ import annotations

import re

from photograph.server.jar import LOCK_FILE, read_lock
from photograph.server.jars import SERVER, WEB
from photograph.server.lock import COORDINATES

JARS = read_lock(LOCK_FILE)


def test_every_line_is_whole() -> None:
    for jar in JARS:
        assert re.fullmatch(r"[\w.-]+(:[\w.+-]+){2,3}", jar.coordinate), jar
        assert jar.folder in (*SERVER.folders, *WEB.folders), jar
        assert jar.size > 0, jar
        assert re.fullmatch(r"[0-9a-f]{64}", jar.sha256), jar


def test_lines_are_sorted_and_no_two_jars_share_a_file() -> None:
    assert sorted(JARS) == JARS
    assert len({(jar.folder, jar.filename) for jar in JARS}) == len(JARS)


def test_what_was_asked_for_is_there() -> None:
    assert set(COORDINATES) <= {jar.coordinate for jar in JARS}
    assert len(JARS) == 360


def test_plugins_are_gds_and_apoc() -> None:
    for jar in JARS:
        group, artifact, *_ = jar.coordinate.split(":")
        plugin = group == "org.neo4j.gds" or artifact in ("apoc-core", "apoc-common")
        assert (jar.folder == "plugins") is plugin, jar


def test_what_is_for_browsers_is_no_jar_of_the_server() -> None:
    [leaflet] = [jar for jar in JARS if jar.coordinate.startswith("org.webjars")]

    assert leaflet.folder == "web"
    assert [jar for jar in JARS if jar.folder in WEB.folders] == [leaflet]
    assert not set(WEB.folders) & set(SERVER.folders)


def test_the_file_holds_no_address() -> None:
    text = LOCK_FILE.read_text(encoding="utf-8")
    assert "://" not in text
    assert "www." not in text
