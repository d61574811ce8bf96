"""Planted copies are found, each by its kind, and nothing that is no copy is."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from photograph.commands.extract import extract
from photograph.evaluate.known_groups import read_groups
from photograph.graph.database import Database
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
from tests.jobs.found_copies import found_copies, paths, told
from tests.jobs.planted import plant
from tests.test_failures import assert_one_line

pytestmark = pytest.mark.slow

NETWORK = "efficientnet-lite0"
# At least twice as large as what the network sees: half-size copies of smaller ones lose details.
SHARED_ORIGINALS = (
    "banana/DSC_0430.jpg",
    "seneca/IMG_0450.jpg",
    "brighton/DJI_0025.jpg",
    "lund/06.jpg",
    "copr/IMG_0061.jpg",
)
# Each has more bytes than its copy of quality 70: of two that tell the same, the larger one stays.
SAMPLE_ORIGINALS = ("lemon-bowl-03.jpg", "sunset-coast-02.jpg", "desert-dunes-02.jpg")


@pytest.fixture(scope="module")
def shared_folder(
    shared_photos: Path, session_folder: Home, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The 219 photos with five copies of five of them, extracted."""
    folder = tmp_path_factory.mktemp("photos") / "shared-with-copies"
    shutil.copytree(shared_photos / "groups", folder)
    return planted(folder, SHARED_ORIGINALS)


@pytest.fixture(scope="module")
def sample_folder(
    sample_photos: Path, session_folder: Home, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The sample photos with five copies of three of them, extracted."""
    folder = tmp_path_factory.mktemp("photos") / "samples-with-copies"
    folder.mkdir()
    for photo in sample_photos.glob("*.jpg"):
        shutil.copy2(photo, folder)
    return planted(folder, SAMPLE_ORIGINALS)


def planted(folder: Path, originals: tuple[str, ...]) -> Path:
    for original in originals:
        plant(folder / original, folder / "planted" / original.removesuffix(".jpg"))
    extract(folder)
    return folder


def load_and_link(database: Database, folder: Path) -> None:
    file = home().embeddings / folder.name / NETWORK / "embeddings.parquet"
    load_collection(file, database, home())
    link_photos(database, home(), LinkOptions(NETWORK))


def sources(folder: Path) -> dict[str, str]:
    """What each photo is a copy of: what it was planted from, else its pixels."""
    found = {}
    for file in folder.rglob("*.*"):
        path = file.relative_to(folder).as_posix()
        original = folder / path
        if path.startswith("planted/"):
            original = folder / f"{'/'.join(path.split('/')[1:-2])}.jpg"
        with Image.open(original) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        found[path] = hashlib.sha256(upright.tobytes()).hexdigest()
    return found


def copy_sets(groups: list[DuplicateGroup]) -> set[frozenset[str]]:
    """The sets of photos that are one picture: each photo that stays, with its copies."""
    sets: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for copy in group.copies:
            if copy.kind != DuplicateKind.NEAR:
                sets[copy.of.path] |= {copy.of.path, copy.photo.path}
    return {frozenset(one) for one in sets.values()}


def true_sets(folder: Path, left_out: frozenset[str] = frozenset()) -> set[frozenset[str]]:
    by_source: dict[str, set[str]] = defaultdict(set)
    for path, source in sources(folder).items():
        if path not in left_out:
            by_source[source].add(path)
    return {frozenset(one) for one in by_source.values() if len(one) > 1}


def test_the_copies_among_the_shared_photos_are_found_and_nothing_else(
    database: Database, shared_folder: Path, shared_photos: Path
) -> None:
    load_and_link(database, shared_folder)

    groups = found_copies(database)

    assert copy_sets(groups) == true_sets(shared_folder)
    # Bursts: of one scene, which the person who grouped the photos saw as well.
    group_of = read_groups(shared_photos / "GROUPS.tsv")
    near = [(g.keep.path, c.photo.path) for g in groups for c in g.copies if c.kind == "near"]
    assert len(near) >= 3
    for keep, other in near:
        assert group_of[keep] == group_of[other]


def test_the_copies_among_the_sample_photos_are_found_and_nothing_else(
    database: Database, sample_folder: Path
) -> None:
    load_and_link(database, sample_folder)

    groups = found_copies(database)

    small = "alpine-lake-01-small.jpg"
    truth = true_sets(sample_folder, frozenset({small})) | {
        frozenset({small, "alpine-lake-01.jpg"})
    }
    assert copy_sets(groups) == truth
    assert len(truth) == len(SAMPLE_ORIGINALS) + 2


def test_each_planted_copy_is_told_by_its_kind(database: Database, sample_folder: Path) -> None:
    load_and_link(database, sample_folder)

    groups = found_copies(database)

    for original in SAMPLE_ORIGINALS:
        stem, below = original[:-4], f"planted/{original[:-4]}"
        [group] = [group for group in groups if original in paths(group)]
        # The PNG has more bytes, and tells nothing of when and where the photo was taken.
        first, second = sorted((original, f"{below}/exact/{original}"))
        kinds = {
            second: "exact",
            f"{below}/q70/{original}": "re-encoded",
            f"{below}/sideways/{original}": "re-encoded",
            f"{below}/png/{stem}.png": "re-encoded",
            f"{below}/half/{original}": "resized",
        }
        assert told([group]) == [(first, kinds)]
        assert group.why == "It is first by path, and the same in all else."
        assert len(group.going) == 5
        assert all(0.8 < copy.score <= 1 for copy in group.copies)


def test_exact_copies_need_no_edge_and_no_signature(
    database: Database, sample_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_and_link(database, sample_folder)
    run(database, "MATCH ()-[edge:IS_SIMILAR_TO]->() DELETE edge")
    run(database, "MATCH (photo:Photo) REMOVE photo.signature, photo.signatureOf")

    groups = found_copies(database)

    said = capsys.readouterr().err
    assert "photos have no signature: only their exact copies are found" in said
    assert {copy.kind.value for group in groups for copy in group.copies} == {"exact"}
    assert len(groups) == len(SAMPLE_ORIGINALS) + 1


def copy_edges(database: Database) -> dict[tuple[str, str], object]:
    rows = run(
        database,
        "MATCH (a:Photo)-[r:COPY_OF]->(b:Photo) WHERE r.by IS NULL"
        " RETURN a.path AS copy, b.path AS of, r.kind AS kind, r.score AS score",
    )
    assert len({(row["copy"], row["of"]) for row in rows}) == len(rows)
    return {(row["copy"], row["of"]): (row["kind"], round(row["score"], 6)) for row in rows}


def test_the_command_lists_them_and_touches_no_photo(
    database: Database, sample_folder: Path
) -> None:
    load_and_link(database, sample_folder)
    before = {file: file.stat().st_mtime_ns for file in sample_folder.rglob("*.*")}

    as_json = run_photograph("duplicates", "--dry-run", "--json", "--kind", "exact")
    no_edges = copy_edges(database)
    listed = run_photograph("duplicates")
    nothing = run_photograph("duplicates", "--kind", "near", "--seconds", "0", "--cutoff", "1")

    assert listed.code == as_json.code == nothing.code == 0, as_json.err + listed.err
    assert no_edges == {}
    assert "samples-with-copies/pebble-cairn-01 (1).jpg" in listed.out
    assert "It is first by path, and the same in all else." in listed.out
    assert "could go, which take" in listed.err
    found = json.loads(as_json.out)
    assert {copy["kind"] for group in found for copy in group["copies"]} == {"exact"}
    assert set(found[0]) == {"keep", "why", "copies"}
    assert set(found[0]["copies"][0]) == {
        "photo",
        "kind",
        "score",
        "of",
        "goes",
        "stays",
        "ambiguous",
    }
    assert not nothing.out
    assert "No copies were found" in nothing.err
    assert before == {file: file.stat().st_mtime_ns for file in sample_folder.rglob("*.*")}


def test_each_copy_has_an_edge_to_the_photo_that_stays(
    database: Database, sample_folder: Path
) -> None:
    load_and_link(database, sample_folder)
    run(
        database,
        "MATCH (a:Photo {path: 'pebble-cairn-01.jpg'}), (b:Photo {path: 'pebble-cairn-01 (1).jpg'})"
        " CREATE (a)-[:COPY_OF {by: 'a person'}]->(b)"
        " CREATE (b)-[:COPY_OF {kind: 'exact', score: 1.0, runId: 'of before'}]->(a)",
    )

    assert run_photograph("duplicates").code == 0
    assert run_photograph("duplicates").code == 0

    copies = [copy for group in found_copies(database) for copy in group.copies]
    drawn = run(database, "MATCH ()-[r:COPY_OF {by: 'a person'}]->() RETURN properties(r) AS all")
    assert drawn == [{"all": {"by": "a person"}}]
    assert copy_edges(database) == {
        (copy.photo.path, copy.of.path): (copy.kind.value, round(copy.score, 6))
        for copy in copies
        if copy.kind != DuplicateKind.NEAR
    }


def test_near_photos_are_never_moved(database: Database, tmp_path: Path) -> None:
    refused = run_photograph("duplicates", "--kind", "near", "--move-to", tmp_path / "aside")

    assert_one_line(refused, "Near photos are no copies", "--kind cropped")


def test_a_graph_with_no_photos_is_one_line(database: Database) -> None:
    assert_one_line(run_photograph("duplicates"), "holds no photo", "photograph load")
