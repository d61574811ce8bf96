"""`similar` for a photo that is only a file: the answer that it would get in the graph."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from photograph.commands.extract import extract
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
from tests.embeddings import photos_file
from tests.in_process import run_here
from tests.test_failures import address, assert_one_line

pytestmark = pytest.mark.slow

LEFT_OUT = "lemon-bowl-02.jpg"
NETWORK = "efficientnet-lite0"
ROOT = "all-but-one"


@pytest.fixture(scope="module")
def others(
    session_folder: Home, sample_photos: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder of all sample photos but one, extracted in this session's working folder."""
    folder = tmp_path_factory.mktemp("photos") / ROOT
    folder.mkdir()
    for photo in sample_photos.glob("*.jpg"):
        if photo.name != LEFT_OUT:
            shutil.copy2(photo, folder)
    extract(folder)
    return folder


def load_and_link(database: Database, root: str = ROOT, network: str = NETWORK) -> None:
    file = home().embeddings / root / network / "embeddings.parquet"
    load_collection(file, database, home())
    link_photos(database, home(), LinkOptions(network))


def similar(*words: str | Path) -> list[dict[str, Any]]:
    ran = run_photograph("similar", *words, "--json")
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_a_file_gets_the_answer_that_it_gets_once_it_is_in_the_graph(
    database: Database, others: Path, sample_photos: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "grows"
    shutil.copytree(others, folder)
    extract(folder)
    load_and_link(database, "grows")

    outside = similar(sample_photos / LEFT_OUT, "-k", "5")
    shutil.copy2(sample_photos / LEFT_OUT, folder)
    extract(folder)
    load_and_link(database, "grows")
    inside = similar(LEFT_OUT, "-k", "5")

    assert len(inside) >= 3
    assert [row["path"] for row in outside] == [row["path"] for row in inside]
    for row, same in zip(outside, inside, strict=True):
        assert row["root"] == same["root"] == "grows"
        assert row["cosine"] == pytest.approx(same["cosine"], abs=2e-3)


def test_a_copy_that_lies_on_its_side_finds_the_photo_it_is_of(
    database: Database, others: Path, tmp_path: Path
) -> None:
    load_and_link(database)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    with Image.open(others / "alpine-lake-01.jpg") as upright:
        sideways = upright.transpose(Image.Transpose.ROTATE_90)
    sideways.save(tmp_path / "sideways.jpg", quality=95, exif=exif)

    first, *_ = similar(tmp_path / "sideways.jpg")

    assert first["path"] == "alpine-lake-01.jpg"
    assert first["cosine"] > 0.99


def test_the_graph_goes_before_a_file_of_the_same_name(
    database: Database, others: Path, sample_photos: Path, tmp_path: Path
) -> None:
    load_and_link(database)
    shutil.copy2(sample_photos / LEFT_OUT, tmp_path / "alpine-lake-01.jpg")

    by_name = similar("alpine-lake-01.jpg")
    by_root = similar(f"{ROOT}/alpine-lake-01.jpg")
    by_file = similar(tmp_path / "alpine-lake-01.jpg")

    assert by_name == by_root
    assert by_name[0]["path"].startswith("alpine-lake")
    assert by_file[0]["path"].startswith("lemon-bowl")


def test_each_photo_is_shown_once_and_its_copies_are_counted(
    database: Database, others: Path, sample_photos: Path
) -> None:
    load_and_link(database)
    every = similar("alpine-lake-01.jpg", "-k", "3")
    assert every[0]["path"] == "alpine-lake-01-small.jpg"
    run(database, "MATCH (p:Photo {path: 'alpine-lake-04.jpg'}) CREATE (p)-[:COPY_OF]->(p)")
    assert run_photograph("duplicates").code == 0

    once = similar("alpine-lake-01.jpg", "-k", "3")
    of_copy = similar("alpine-lake-01-small.jpg", "-k", "3")
    shown = similar("alpine-lake-01.jpg", "-k", "3", "--copies")
    cairn = similar("pebble-cairn-02.jpg", "-k", "30")
    walked = similar("pebble-cairn-02.jpg", "-k", "30", "--through-graph")
    of_file = similar(sample_photos / "pebble-cairn-01.jpg", "-k", "30")

    assert [row["path"] for row in shown] == [row["path"] for row in every]
    names = {"alpine-lake-01.jpg", "alpine-lake-01-small.jpg"}
    assert not names & {row["path"] for row in (*once, *of_copy)}
    assert len(once) == 3
    for found in (cairn, walked):
        [first] = [row for row in found if row["path"].startswith("pebble-cairn-01")]
        assert first["copies"] == 1
        assert {row["copies"] for row in found if row is not first} <= {0, 1}
    assert not [row for row in of_file if row["path"].startswith("pebble-cairn-01")]


def test_photos_of_other_networks_and_of_a_person_are_never_the_answer(
    database: Database, others: Path, sample_photos: Path, tmp_path: Path
) -> None:
    load_and_link(database)
    run(
        database,
        """MATCH (p:Photo {root: $root})
        UNWIND [{}, {root: 'r', path: p.path, network: 'other'}] AS properties
        CREATE (q:Photo {embedding: p.embedding})
        SET q += properties""",
        root=ROOT,
    )

    found = similar(sample_photos / LEFT_OUT, "-k", "20", "--network", NETWORK)
    several = run_photograph("similar", sample_photos / LEFT_OUT)
    unknown = run_photograph("similar", sample_photos / LEFT_OUT, "--network", "none")

    assert len(found) >= 3
    assert {row["root"] for row in found} == {ROOT}
    assert_one_line(several, "photos of 2 networks", "--network")
    assert_one_line(unknown, "No photo has an embedding of none", NETWORK)


def test_what_is_no_photo(database: Database, others: Path, tmp_path: Path) -> None:
    load_and_link(database)
    (tmp_path / "text.jpg").write_text("no photo")

    text = run_photograph("similar", tmp_path / "text.jpg")
    folder = run_photograph("similar", tmp_path)
    nothing = run_photograph("similar", tmp_path / "none.jpg")

    assert_one_line(text, "it is not an image that can be read", "Name another photo")
    assert_one_line(folder, "that is a folder", "Name a photo's file")
    assert_one_line(nothing, "there is no such file", "photograph extract, load, link")


def test_a_graph_that_was_loaded_elsewhere(
    database: Database, neo4j: Home, others: Path, sample_photos: Path, tmp_path: Path
) -> None:
    load_and_link(database)

    elsewhere = {"PHOTOGRAPH_HOME": str(tmp_path), **address(neo4j)}
    ran = run_photograph("similar", sample_photos / LEFT_OUT, **elsewhere)

    assert_one_line(ran, "were not extracted here", "Extract and load them here")


def test_embeddings_that_are_not_those_of_the_graph(
    database: Database, sample_photos: Path, clean_folder: Home, neo4j: Home
) -> None:
    """The same photos and network, but the graph holds other numbers."""
    file = clean_folder.embeddings / "r/test-network/embeddings.parquet"
    made_by: dict[str, Any] = {"count": 20, "root": "r"}
    load_collection(photos_file(file, seed=1, **made_by)[0], database, neo4j)
    photos_file(file, seed=2, **made_by)

    ran = run_photograph("similar", sample_photos / LEFT_OUT, **address(neo4j))

    assert_one_line(ran, "were not extracted here", "Extract and load them here")


def test_a_vector_index_that_was_dropped(
    database: Database, others: Path, sample_photos: Path
) -> None:
    load_and_link(database)
    run(database, "DROP INDEX photograph_photo_embedding")

    ran = run_photograph("similar", sample_photos / LEFT_OUT)

    assert_one_line(ran, "no vector index photograph_photo_embedding", "photograph load")


def test_a_network_or_its_basis_that_is_gone(
    database: Database, others: Path, sample_photos: Path, mobilenet: Path, tmp_path: Path
) -> None:
    (tmp_path / "net").symlink_to(mobilenet)
    extract(others, network=str(tmp_path / "net"), network_name="net", dims=8)
    load_and_link(database, network="net")
    folder = home().embeddings / ROOT / "net"

    here = similar(sample_photos / LEFT_OUT)
    (tmp_path / "net").unlink()
    no_network = run_photograph("similar", sample_photos / LEFT_OUT)
    (folder / "projection.npz").unlink()
    no_basis = run_photograph("similar", sample_photos / LEFT_OUT)
    shutil.rmtree(folder)

    assert here[0]["path"].startswith("lemon-bowl")
    assert_one_line(no_network, "The network net of the graph can't be opened", "Put it back")
    assert_one_line(no_basis, "The projection that shortened the embeddings", "Make them again")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever embeds a photo fails."""

    def embed_photo(*_: object) -> None:
        raise AssertionError("a photo of the graph was embedded again")

    monkeypatch.setattr("photograph.extract.one_photo.embed_photo", embed_photo)


def known(*words: str | Path) -> tuple[list[dict[str, Any]], str]:
    ran = run_here("similar", *words, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out), ran.err


@pytest.mark.usefixtures("no_network")
def test_a_file_that_is_in_the_graph_is_that_photo_and_not_embedded_again(
    database: Database, others: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_and_link(database)
    photo = "alpine-lake-01.jpg"
    shutil.copy2(others / photo, tmp_path / "another name.jpeg")
    (others / "link.of-a-person").symlink_to(others / photo)
    monkeypatch.chdir(others)

    by_name, quiet = known(photo)
    in_place, _ = known(f"./{photo}")
    by_file, told = known(others / photo, "--network", NETWORK)
    copy, copy_told = known(tmp_path / "another name.jpeg")
    linked, _ = known(others / "link.of-a-person")
    ranked, _ = known(f"./{photo}", "--through-graph")

    assert by_name == in_place == by_file == copy == linked
    assert photo not in [row["path"] for row in by_name + ranked]
    assert quiet == ""
    assert f"is in the graph, as {ROOT}/{photo}" in told
    assert f"another name.jpeg is in the graph, as {ROOT}/{photo}" in copy_told


@pytest.mark.usefixtures("no_network")
def test_of_copies_the_one_at_the_place_of_the_file_is_meant(
    database: Database, others: Path
) -> None:
    load_and_link(database)

    for copy in ("pebble-cairn-01 (1).jpg", "pebble-cairn-01.jpg"):
        found, _ = known(others / copy)
        assert copy not in [row["path"] for row in found]
        assert found[0]["cosine"] == pytest.approx(1)


def test_a_file_that_changed_since_is_no_photo_of_the_graph(
    database: Database, others: Path, sample_photos: Path, tmp_path: Path
) -> None:
    load_and_link(database)
    changed = tmp_path / "alpine-lake-01.jpg"
    shutil.copy2(others / "alpine-lake-01.jpg", changed)
    with changed.open("ab") as file:
        file.write(b"another comment")

    found, told = known(changed)

    assert found[0]["path"] == "alpine-lake-01.jpg"
    assert "is in the graph" not in told


def test_a_name_that_the_graph_and_this_folder_have_is_told(
    database: Database, others: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_and_link(database)
    (tmp_path / "alpine-lake-01.jpg").write_text("another file")
    monkeypatch.chdir(tmp_path)

    _, told = known("alpine-lake-01.jpg")

    assert "for the file here, type ./alpine-lake-01.jpg" in told


def test_what_a_name_may_have_meant(database: Database, others: Path) -> None:
    load_and_link(database)

    for name in ("Alpine-Lake-04", "alpine-lake-04.png", "x" * 5000, "a\nb"):
        ran = run_here("similar", name)
        meant = "Did you mean alpine-lake-04.jpg?" if "ake" in name else "extract, load, link"
        assert_one_line(ran, "No photo in the graph is called", meant)


def test_a_file_has_no_way_through_the_graph(
    database: Database, others: Path, sample_photos: Path
) -> None:
    load_and_link(database)

    ran = run_photograph("similar", sample_photos / LEFT_OUT, "--through-graph")

    assert_one_line(ran, "is not in the graph", "Leave --through-graph out")


def test_help_has_an_example_of_each() -> None:
    shown = run_photograph("similar", "--help", COLUMNS="200").out

    assert shown.count("Example: photograph similar") == 3
    for option in ("-k 5", "~/Downloads/new.jpg", "--through-graph", "--json"):
        assert option in shown
