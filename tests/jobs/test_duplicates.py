"""Planted copies are found, each by its kind, and nothing that is no copy is."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from photograph.commands.extract import extract
from photograph.evaluate.known_groups import read_groups
from photograph.graph.database import Database
from photograph.jobs.duplicates.find import DuplicateGroup, find_duplicates
from photograph.jobs.duplicates.options import DuplicateKind, DuplicateOptions
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
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
SAMPLE_ORIGINALS = ("lemon-bowl-03.jpg", "sunset-coast-02.jpg", "city-skyline-04.jpg")


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


def members(group: DuplicateGroup) -> list[str]:
    return [group.keep.path, *(copy.path for copy in group.others)]


def hang_together(groups: list[DuplicateGroup]) -> set[frozenset[str]]:
    """The sets of photos that groups with a photo in common make up."""
    sets: list[set[str]] = []
    for group in groups:
        whole = set(members(group))
        for one in [one for one in sets if one & whole]:
            sets.remove(one)
            whole |= one
        sets.append(whole)
    return {frozenset(one) for one in sets}


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

    groups = find_duplicates(database, DuplicateOptions())

    copies = [group for group in groups if group.kind != DuplicateKind.NEAR]
    assert hang_together(copies) == true_sets(shared_folder)
    # Bursts: of one scene, which the person who grouped the photos saw as well.
    group_of = read_groups(shared_photos / "GROUPS.tsv")
    bursts = [group for group in groups if group.kind == DuplicateKind.NEAR]
    assert len(bursts) >= 3
    for burst in bursts:
        assert len({group_of[path] for path in members(burst)}) == 1


def test_the_copies_among_the_sample_photos_are_found_and_nothing_else(
    database: Database, sample_folder: Path
) -> None:
    load_and_link(database, sample_folder)

    groups = find_duplicates(database, DuplicateOptions())

    small = "alpine-lake-01-small.jpg"
    truth = true_sets(sample_folder, frozenset({small})) | {
        frozenset({small, "alpine-lake-01.jpg"})
    }
    copies = [group for group in groups if group.kind != DuplicateKind.NEAR]
    assert hang_together(copies) == truth
    assert len(truth) == len(SAMPLE_ORIGINALS) + 2


def test_each_planted_copy_is_told_by_its_kind(database: Database, sample_folder: Path) -> None:
    load_and_link(database, sample_folder)

    groups = find_duplicates(database, DuplicateOptions())

    for original in SAMPLE_ORIGINALS:
        mine = [g for g in groups if any(original[:-4] in path for path in members(g))]
        assert [group.kind for group in mine] == [DuplicateKind.EXACT, DuplicateKind.RE_ENCODED]
        exact, re_encoded = mine
        below = f"planted/{original[:-4]}"
        assert members(exact) == sorted([original, f"{below}/exact/{original}"])
        assert exact.why == "same content, first by path"
        assert exact.others[0].cosine == 1.0
        # The PNG has the most bytes of those with all pixels; for it even the original goes.
        assert re_encoded.keep.path == f"{below}/png/{original[:-4]}.png"
        assert re_encoded.why == "same pixels, more bytes"
        assert {copy.path for copy in re_encoded.others} == {exact.keep.path} | {
            f"{below}/{how}/{original}" for how in ("q70", "half", "sideways")
        }


def test_each_copy_is_within_the_cutoff_of_the_photo_that_is_kept(
    database: Database, shared_folder: Path
) -> None:
    load_and_link(database, shared_folder)
    rows = run(database, "MATCH (p:Photo) RETURN p.path AS path, p.embedding AS embedding")
    vectors = {row["path"]: np.array(row["embedding"], np.float64) for row in rows}
    options = DuplicateOptions()

    groups = find_duplicates(database, options)

    proposed = [copy.path for group in groups for copy in group.others]
    assert len(proposed) == len(set(proposed)) > 25
    for group in groups:
        for copy in group.others:
            cosine = float(vectors[copy.path] @ vectors[group.keep.path])
            assert copy.cosine == pytest.approx(cosine, abs=1e-5)
            assert cosine >= options.cutoff_of(group.kind) - 1e-5


def test_exact_copies_need_no_edge(database: Database, sample_folder: Path) -> None:
    load_and_link(database, sample_folder)
    run(database, "MATCH ()-[edge:IS_SIMILAR_TO]->() DELETE edge")

    groups = find_duplicates(database, DuplicateOptions())

    assert {group.kind for group in groups} == {DuplicateKind.EXACT}
    assert len(groups) == len(SAMPLE_ORIGINALS) + 1


def test_the_command_lists_them_and_touches_nothing(
    database: Database, sample_folder: Path
) -> None:
    load_and_link(database, sample_folder)
    before = {file: file.stat().st_mtime_ns for file in sample_folder.rglob("*.*")}

    told = run_photograph("duplicates")
    as_json = run_photograph("duplicates", "--dry-run", "--json", "--kind", "exact")
    nothing = run_photograph("duplicates", "--kind", "near", "--seconds", "0", "--cutoff", "1")

    assert told.code == as_json.code == nothing.code == 0
    assert "samples-with-copies/pebble-cairn-01 (1).jpg" in told.out
    assert "same content, first by path" in told.out
    found = json.loads(as_json.out)
    assert {group["kind"] for group in found} == {"exact"}
    assert set(found[0]) == {"kind", "keep", "others", "why"}
    assert not nothing.out
    assert "No copies were found" in nothing.err
    assert before == {file: file.stat().st_mtime_ns for file in sample_folder.rglob("*.*")}


def test_a_graph_with_no_photos_is_one_line(database: Database) -> None:
    assert_one_line(run_photograph("duplicates"), "holds no photo", "photograph load")


def test_no_two_groups_of_a_kind_share_a_photo(database: Database, shared_folder: Path) -> None:
    load_and_link(database, shared_folder)

    groups = find_duplicates(database, DuplicateOptions())

    for one, other in combinations(groups, 2):
        if one.kind == other.kind:
            assert set(members(one)).isdisjoint(members(other))
