"""A gallery holds every photo of the graph, upright, with neighbours, albums and copies."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from PIL import Image

from photograph.errors import PhotographError
from photograph.extract.decode import thumbnail
from photograph.extract.pictures import CHANGED
from photograph.extract.thumbnails import GONE
from photograph.graph.database import Database
from photograph.settings import Home
from tests.conftest import run, run_photograph
from tests.gallery.sample import data, fill_graph, make_albums, photo_at, write

pytestmark = pytest.mark.slow

# What a style sheet and a script name: url(…), href: "…", src: "…", sourceMappingURL=….
REFERENCE = re.compile(rb'(?:url\(|(?:href|src): "|sourceMappingURL=)(?!#)([\w./-]+\.\w+)')
VOID = {"meta", "link", "input"}


class Links(HTMLParser):
    """What a page refers to; a tag that is not closed in its order is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def test_every_photo_is_there_with_an_upright_picture(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)

    written = write(database, tmp_path / "g")

    held = data(tmp_path / "g")
    names = sorted(file.name for file in sample_photos.glob("*.jpg"))
    assert sorted(photo["path"] for photo in held["photos"]) == names
    assert written.photos == len(names)
    for photo in held["photos"]:
        with Image.open(tmp_path / "g" / held["pictures"] / photo["picture"]) as picture:
            ratio = picture.width / picture.height
            assert max(picture.size) == 96
            assert ratio == pytest.approx(photo["width"] / photo["height"], abs=0.03)
            assert not picture.getexif()


def test_a_sideways_photo_is_shown_as_its_owner_sees_it(sample_photos: Path) -> None:
    sideways = sample_photos / "alpine-lake-03.jpg"
    with Image.open(sideways) as stored:
        assert stored.getexif()[0x0112] != 1
        turned = stored.transpose(Image.Transpose.ROTATE_270).resize((72, 96))

    shown = thumbnail(sideways.read_bytes(), 96)

    assert shown.size == (72, 96)
    difference = np.asarray(shown, np.float32) - np.asarray(turned, np.float32)
    assert np.abs(difference).mean() < 6


def test_neighbours_copies_and_albums_are_those_of_the_graph(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    make_albums(database)
    run(
        database,
        """MATCH (copy:Photo {path: 'alpine-lake-02.jpg'}), (of:Photo {path: 'alpine-lake-01.jpg'})
        CREATE (copy)-[:COPY_OF {kind: 'resized', score: 1.0, runId: 'r'}]->(of)""",
    )

    write(database, tmp_path)

    held = data(tmp_path)
    [(expected)] = run(
        database,
        """MATCH (:Photo {path: 'alpine-lake-01.jpg'})-[e:IS_SIMILAR_TO]-(q:Photo)
        WITH q, e ORDER BY e.cosineSimilarity DESC
        RETURN collect([q.path, round(e.cosineSimilarity, 4)]) AS near""",
    )
    _, lake = photo_at(held, "alpine-lake-01.jpg")
    near = [[held["photos"][n]["path"], cosine] for n, cosine in lake["neighbours"]]
    assert near == expected["near"]
    assert len(near) > 2
    groups = [[held["photos"][n]["path"] for n in group["photos"]] for group in held["copies"]]
    assert ["pebble-cairn-01 (1).jpg", "pebble-cairn-01.jpg"] in groups
    [album] = [album for album in held["albums"] if album["id"] == "alpine"]
    assert album["name"] == "The alpine"
    shown = {held["photos"][n]["path"] for n in album["photos"]}
    assert "alpine-lake-01.jpg" in shown
    assert "alpine-lake-02.jpg" not in shown  # a copy of the other
    assert len(album["photos"]) == 4
    assert held["photos"][album["cover"]]["path"] == "alpine-lake-04.jpg"


def test_what_a_person_said_of_a_pair_counts(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    pair = "MATCH (p:Photo {path: 'alpine-lake-01.jpg'}), (q:Photo {path: 'alpine-lake-02.jpg'}) "
    run(database, pair + "CREATE (q)-[:NOT_SIMILAR_TO {at: datetime()}]->(p)")

    write(database, tmp_path)

    held = data(tmp_path)
    _, lake = photo_at(held, "alpine-lake-01.jpg")
    number, _ = photo_at(held, "alpine-lake-02.jpg")
    assert number not in [near for near, _ in lake["neighbours"]]
    assert lake["neighbours"]


def test_a_second_run_makes_no_picture_again_and_repairs_what_a_stopped_one_left(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    first = write(database, tmp_path)
    before = {file: file.stat().st_mtime_ns for file in files(tmp_path / "thumbnails")}
    lost, *_ = before
    lost.unlink()
    half = lost.with_suffix(".part")
    half.write_bytes(b"half a picture")
    (tmp_path / "data.js").unlink()

    second = write(database, tmp_path)

    after = {file: file.stat().st_mtime_ns for file in files(tmp_path / "thumbnails")}
    assert (first.made, second.made) == (len(before), 1)
    assert after.keys() == before.keys()
    assert {file for file in after if after[file] != before[file]} == {lost}
    assert data(tmp_path)["photos"]


def test_pictures_of_another_size_and_of_photos_that_left_are_deleted(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    write(database, tmp_path, side=64)
    run(database, "MATCH (p:Photo) WHERE p.path STARTS WITH 'snow' DETACH DELETE p")

    write(database, tmp_path, side=96)

    held = data(tmp_path)
    pictures = {f"{held['pictures']}/{photo['picture']}" for photo in held["photos"]}
    kept = files(tmp_path / "thumbnails")
    assert {file.relative_to(tmp_path).as_posix() for file in kept} == pictures
    assert held["pictures"] == "thumbnails/96"


def test_a_photo_without_its_file_has_a_word_instead_of_a_picture(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    copytree(sample_photos, tmp_path / "mine", ignore=lambda _, names: {*names} - few(names))
    fill_graph(tmp_path / "mine")
    (tmp_path / "mine/lemon-bowl-01.jpg").unlink()
    (tmp_path / "mine/lemon-bowl-02.jpg").write_bytes(b"something else")

    written = write(database, tmp_path / "g")

    held = data(tmp_path / "g")
    gone, changed = (photo_at(held, f"lemon-bowl-0{n}.jpg")[1] for n in (1, 2))
    assert (gone["picture"], gone["problem"]) == ("", GONE)
    assert (changed["picture"], changed["problem"]) == ("", CHANGED)
    assert written.problems == {GONE: 1, CHANGED: 1}
    assert written.made == 2


def few(names: list[str]) -> set[str]:
    return {name for name in names if name.startswith("lemon-bowl")}


def test_the_pages_are_whole_and_name_nothing_outside_their_folder(
    database: Database, neo4j: Home, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    make_albums(database)
    write(database, tmp_path / "g")

    page = Links()
    page.feed((tmp_path / "g/index.html").read_text())

    assert page.open == []
    assert len(page.links) > 10
    for link in page.links:
        assert link.startswith(("#", "data:,")) or (tmp_path / "g" / link).is_file(), link
    password = (neo4j.neo4j / "password").read_text().strip()
    for file in files(tmp_path / "g"):
        content = file.read_bytes()
        for secret in (password, str(sample_photos), str(tmp_path), str(neo4j.root), "bolt://"):
            assert secret.encode() not in content, file
        if file.suffix in (".js", ".html", ".css") and file.parent.name != "map":
            assert b"://" not in content, file  # what the map asks for is in test_map.py
        for named in REFERENCE.findall(content if file.suffix in (".js", ".css") else b""):
            assert (file.parent / named.decode()).is_file(), (file, named)


def test_a_folder_that_photograph_did_not_make_is_left_alone(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    fill_graph(sample_photos)
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(PhotographError, match="has files in it that photograph did not make"):
        write(database, tmp_path)
    with pytest.raises(PhotographError, match=r"notes\.txt is a file"):
        write(database, tmp_path / "notes.txt")

    assert [file.name for file in files(tmp_path)] == ["notes.txt"]


def test_the_command_tells_where_the_gallery_is(
    database: Database, sample_photos: Path, tmp_path: Path
) -> None:
    empty = run_photograph("gallery", tmp_path / "g")
    fill_graph(sample_photos)

    ran = run_photograph("gallery", tmp_path / "g", "--thumbnail", "64")

    assert empty.code == 1
    assert "There are no photos in the graph." in empty.last_line
    assert ran.code == 0, ran.err
    assert ran.out.strip() == str(tmp_path / "g/index.html")
    assert "photograph albums" in ran.err
