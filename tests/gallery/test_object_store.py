"""Photos of an object store: pictured by the gallery, and never moved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from photograph.collection.roots import last_collection
from photograph.extract.pictures import UNREACHED
from photograph.graph.database import Database
from photograph.settings import Home
from photograph.state_file import write_state
from tests.conftest import run_photograph
from tests.gallery.sample import data, fill_graph, photo_at, write
from tests.object_server import BUCKET, ObjectServer
from tests.server.conftest import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def graph(database: Database, objects: ObjectServer, sample_photos: Path) -> Database:
    """The graph of three photos in a bucket, two of them the same."""
    original = (sample_photos / "alpine-lake-01.jpg").read_bytes()
    objects.put("hung/é 1.jpg", original)
    objects.put("hung/copy.jpg", original)
    objects.put("hung/other.jpg", (sample_photos / "lemon-bowl-01.jpg").read_bytes())
    fill_graph(f"s3://{BUCKET}/hung")
    return database


def test_the_gallery_shows_them(graph: Database, tmp_path: Path) -> None:
    write(graph, tmp_path / "g")

    held = data(tmp_path / "g")
    assert sorted(photo["path"] for photo in held["photos"]) == ["copy.jpg", "other.jpg", "é 1.jpg"]
    for photo in held["photos"]:
        with Image.open(tmp_path / "g" / held["pictures"] / photo["picture"]) as picture:
            assert max(picture.size) == 96


def test_a_store_that_does_not_answer_has_a_word_in_their_place(
    graph: Database, neo4j: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = neo4j.embeddings / last_collection(neo4j).root / "root.json"
    kept = root.read_text()
    address = str(json.loads(kept)["folder"])
    silent = re.sub(r"127\.0\.0\.1%3A\d+", f"127.0.0.1%3A{free_port()}", address)
    write_state(root, {"folder": silent})

    write(graph, tmp_path / "g")

    root.write_text(kept)
    _, photo = photo_at(data(tmp_path / "g"), "other.jpg")
    assert UNREACHED in photo.values()
    assert capsys.readouterr().err.count("Its photos get no new pictures") == 1


def test_their_copies_are_listed_and_not_moved(graph: Database, tmp_path: Path) -> None:
    listed = run_photograph("duplicates", "--kind", "exact")
    moved = run_photograph("duplicates", "--kind", "exact", "--move-to", tmp_path / "aside")

    assert listed.code == 0, listed.err
    assert "copy.jpg" in listed.out
    assert moved.code == 1
    assert f"in an object store (s3://{BUCKET}/hung): none can be moved" in moved.last_line
    assert not (tmp_path / "aside").exists()
