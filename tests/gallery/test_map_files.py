"""What the map is drawn with: the land is where it is, and Leaflet is fetched only for places."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from photograph.app.gallery.land import land_script
from photograph.app.gallery.map_files import fetch_leaflet
from photograph.graph.database import Database
from photograph.settings import Home
from tests.conftest import run, run_photograph
from tests.gallery.sample import fill_graph, write
from tests.server.conftest import free_port

pytestmark = pytest.mark.slow

Point = tuple[float, float]
INLAND = {
    "Budapest": (47.5, 19.1),
    "Belgrade": (44.8, 20.5),
    "Maseru": (-29.4, 27.6),
    "Astana": (51.2, 71.4),
    "Ottawa": (45.3, -75.8),
    "Alice Springs": (-23.7, 133.9),
    "Ulaanbaatar": (47.9, 106.9),
    "Iceland": (64.8, -18.5),
    "Madeira": (32.75, -17.0),
    "the South Pole's side": (-80.0, 90.0),
}
AT_SEA = {
    "the Atlantic": (40.0, -40.0),
    "the English Channel": (50.1, -1.0),
    "the Black Sea": (43.3, 34.0),
    "the Caspian Sea": (42.0, 50.5),
    "the Red Sea": (20.0, 38.5),
    "the Pacific at its date line": (10.0, 179.9),
}


def outlines() -> list[list[Point]]:
    """What land.js holds, as map.js reads it."""
    _, _, texts = land_script().partition(" = ")
    read = []
    for text in json.loads(texts.rstrip(";\n")):
        steps = [-(n + 1) / 2 if n & 1 else n / 2 for n in (ord(one) - 32 for one in text)]
        outline, north, east = [], 0.0, 0.0
        for up, right in zip(steps[::2], steps[1::2], strict=True):
            north, east = north + up / 100, east + right / 100
            outline.append((north, east))
        read.append(outline)
    return read


def is_inside(point: Point, outline: list[Point]) -> bool:
    """Whether a line to the east crosses the outline an odd number of times."""
    north, east = point
    if not min(n for n, _ in outline) < north < max(n for n, _ in outline):
        return False
    crossed = 0
    for (n1, e1), (n2, e2) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (n1 > north) != (n2 > north):
            crossed += east < e1 + (north - n1) * (e2 - e1) / (n2 - n1)
    return crossed % 2 == 1


def test_the_land_is_where_it_is_and_small() -> None:
    land = outlines()

    for place, point in INLAND.items():
        assert any(is_inside(point, outline) for outline in land), place
    for place, point in AT_SEA.items():
        assert not any(is_inside(point, outline) for outline in land), place
    assert len(land_script().encode()) < 400_000


def test_leaflet_comes_out_of_its_jar_unchanged(
    database: Database, neo4j: Home, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    write(database, tmp_path / "g")

    inside = "META-INF/resources/webjars/leaflet/1.9.4"
    with ZipFile(fetch_leaflet(neo4j)) as jar:
        for name in ("leaflet.js", "leaflet.css", "images/layers.png"):
            written = (tmp_path / "g/map" / name).read_bytes()
            assert written == jar.read(f"{inside}/dist/{name}"), name
        licence = (tmp_path / "g/map/LICENSE").read_text()
    assert "BSD 2-Clause License" in licence


def test_without_a_network_a_gallery_with_places_fails_in_one_line_and_without_places_is_written(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    offline = {
        "PHOTOGRAPH_JARS": str(tmp_path / "jars"),
        "PHOTOGRAPH_MAVEN": f"http://127.0.0.1:{free_port()}",
    }
    assert run_photograph("gallery", tmp_path / "g", "--thumbnail", "64").code == 0
    assert (tmp_path / "g/map/leaflet.js").is_file()

    with_places = run_photograph("gallery", tmp_path / "g", "--thumbnail", "64", **offline)
    run(database, "MATCH (p:Photo) REMOVE p.location")
    without = run_photograph("gallery", tmp_path / "g", "--thumbnail", "64", **offline)

    assert with_places.code == 1
    assert "The map needs Leaflet." in with_places.last_line
    assert "could not be fetched" in with_places.last_line
    assert "Check the network and run the command again" in with_places.last_line
    assert "Traceback" not in with_places.err
    assert without.code == 0, without.err
    assert not (tmp_path / "g/map").exists()


def test_what_an_earlier_run_left_beside_the_map_is_deleted(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    write(database, tmp_path / "g")
    left = [tmp_path / "g/map/leaflet.js.part", tmp_path / "g/map/old/land.js"]
    for file in left:
        file.parent.mkdir(exist_ok=True)
        file.write_text("half a file")

    write(database, tmp_path / "g")

    assert not any(file.exists() for file in left)
    assert (tmp_path / "g/map/land.js").is_file()
