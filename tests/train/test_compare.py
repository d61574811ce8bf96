"""`photograph compare` with two real networks on the sample photos."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photograph.collection.cutoffs import FALLBACK, MEASURED
from photograph.collection.find_photos import find_photos
from photograph.evaluate.compare.common_photos import read_common_photos
from photograph.evaluate.trained_on import GroupedPhoto, write_trained_on
from photograph.settings import Home
from tests.conftest import Ran, run_photograph, scene
from tests.train.conftest import DEFAULT, OTHER

pytestmark = pytest.mark.slow

Told = tuple[Ran, dict[str, Any]]


def embeddings(place: Home, network: str) -> Path:
    return place.embeddings / "photos" / network / "embeddings.parquet"


@pytest.fixture(scope="module")
def told(extracted: Home, mobilenet: Path, scenes: Path) -> Told:
    """What is printed for people the first time, and for scripts the second."""
    shown = run_photograph("compare", DEFAULT, mobilenet, "--groups", scenes)
    facts = run_photograph("compare", DEFAULT, mobilenet, "--groups", scenes, "--json")
    assert (shown.code, facts.code) == (0, 0), shown.err + facts.err
    return shown, json.loads(facts.out)


def test_only_what_is_new_is_read_and_load_takes_what_it_took(told: Told, extracted: Home) -> None:
    shown, _ = told

    assert "Embedding: 34 of 34 photos" in shown.err
    assert shown.err.count("Embedding: 34") == 1  # by the second network alone
    assert json.loads((extracted.embeddings / "last.json").read_text())["network"] == DEFAULT


def test_it_measures_what_evaluate_measures(told: Told, scenes: Path) -> None:
    _, facts = told

    for network in facts["networks"]:
        ran = run_photograph("evaluate", scenes, "--network", network["network"], "--json")
        alone = json.loads(ran.out)
        [edges] = [e for e in alone["edges"] if e["cutoff"] == network["cutoff"]]
        assert network["ranking"] == alone["embedding"]
        assert network["edges"] == edges
    assert [n["cutoff"] for n in facts["networks"]] == [MEASURED[DEFAULT], FALLBACK]


def test_dims_bytes_and_speed_are_each_networks_own(told: Told) -> None:
    _, facts = told

    sizes = [(network["dims"], network["bytes_per_photo"]) for network in facts["networks"]]
    assert sizes == [(256, 1024), (1001, 4004)]
    for network in facts["networks"]:
        assert network["speed"]["photos"] == 32
        assert 1 < network["speed"]["photos_per_second"] < 100_000


def test_the_agreement_is_that_of_the_embeddings_in_the_files(told: Told, extracted: Home) -> None:
    _, facts = told
    common = read_common_photos(*(embeddings(extracted, name) for name in (DEFAULT, OTHER)))

    lists = []
    for vectors in common.vectors:
        cosines = vectors.astype(np.float64) @ vectors.T
        np.fill_diagonal(cosines, -9)
        lists.append([set(row[-10:].tolist()) for row in cosines.argsort(axis=1)])
    parts = [len(one & other) / 10 for one, other in zip(*lists, strict=True)]
    assert facts["agreement"] == pytest.approx(np.mean(parts), abs=0.01)
    assert facts["differ_most"][0]["agreement"] == pytest.approx(min(parts), abs=0.1)
    assert (facts["agreement_photos"], facts["photos"], len(facts["differ_most"])) == (34, 34, 20)


def test_the_photos_that_differ_most_come_first_with_their_lists(told: Told) -> None:
    _, facts = told

    parts = [photo["agreement"] for photo in facts["differ_most"]]
    assert parts == sorted(parts)
    for photo in facts["differ_most"]:
        one, other = ({near["path"] for near in of} for of in photo["nearest"])
        assert len(one & other) / 10 == photo["agreement"] < 1
        assert photo["path"] not in one | other


def test_it_is_printed_so_that_a_person_can_read_it(told: Told) -> None:
    shown, facts = told

    lines = shown.out.splitlines()
    assert max(map(len, lines[:-1])) <= 100
    assert lines[0].split() == ["measure", DEFAULT, OTHER]
    [row] = [line.split() for line in lines if line.startswith("mAP  ")]
    ranked = [network["ranking"] for network in facts["networks"]]
    assert row[1:] == [f"{one['mean_average_precision']:.3f}" for one in ranked]
    low, high = (f"{facts['map_difference'][end]:+.3f}" for end in ("low", "high"))
    assert f"{low} to {high}, 8 groups, which are few" in " ".join(shown.out.split())
    page = Path(lines[-1].removeprefix("Page of pictures: "))
    assert page.name == "index.html"
    assert page.is_file()


def test_tensorflow_stays_away_where_all_photos_are_known(
    told: Told, mobilenet: Path, tmp_path: Path
) -> None:
    code = f"""import sys
from photograph.commands.command_line import app
app(["compare", "{DEFAULT}", {str(mobilenet)!r}, "--no-speed", "--json", "--out",
     {str(tmp_path / "page")!r}], standalone_mode=False)
print("tensorflow" in sys.modules, "neo4j" in sys.modules, file=sys.stderr)"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.stderr.splitlines()[-1] == "False False"
    assert json.loads(ran.stdout)["networks"][0]["speed"] is None


def test_groups_that_a_network_was_trained_on_are_left_out(
    told: Told, mobilenet: Path, scenes: Path, tmp_path: Path, sample_photos: Path
) -> None:
    trained = Path(shutil.copytree(mobilenet, tmp_path / "my-network"))
    (trained / "variables/variables.data-own").write_bytes(b"other weights by their sha256")
    (trained / "photograph.json").write_text('{"cutoff": 0.3, "value_range": [0, 1]}')
    rows = [GroupedPhoto("any", "lake.jpg", "training", content(sample_photos, "alpine-lake"))]
    write_trained_on([*rows, GroupedPhoto("snow-cabin", "s.jpg", "held out", "0")], trained)

    ran = run_photograph("compare", DEFAULT, trained, "--groups", scenes, "--no-speed", "--json")

    assert "1 of 8 groups are left out: a network was trained on them." in ran.err
    facts = json.loads(ran.out)
    lakes = len(list(sample_photos.glob("alpine-lake*.jpg")))
    assert facts["photos_of_groups"] == 34 - lakes
    assert facts["networks"][1]["cutoff"] == 0.3
    assert facts["networks"][1]["ranking"]["groups"] == 7


def content(photos: Path, group: str) -> str:
    """The sha256 of the first photo of a scene."""
    import hashlib

    first = next(p for p in find_photos(photos).photos if scene(p.path) == group)
    return hashlib.sha256(first.file.read_bytes()).hexdigest()


def test_a_network_that_extract_gave_a_name_is_known_by_it(
    told: Told, mobilenet: Path, sample_photos: Path, extracted: Home
) -> None:
    last = (extracted.embeddings / "last.json").read_bytes()
    words = ("--network", mobilenet, "--network-name", "features", "--output", "feature_vector")
    assert run_photograph("extract", sample_photos, *words).code == 0
    (extracted.embeddings / "last.json").write_bytes(last)

    ran = run_photograph("compare", OTHER, "features-feature_vector", "--no-speed", "--json")

    assert ran.code == 0, ran.err
    assert "Embedding" not in ran.err
    assert [n["dims"] for n in json.loads(ran.out)["networks"]] == [1001, 1280]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((DEFAULT, DEFAULT), f"Both networks are called {DEFAULT}."),
        ((DEFAULT, "no-such-network"), "There is no network 'no-such-network'"),
        ((DEFAULT, OTHER, "--groups", "NONE.tsv"), "None of the 34 photos has a group there."),
        ((DEFAULT, OTHER, "--groups", "missing.tsv"), "missing.tsv can't be read"),
        ((DEFAULT, OTHER, "--out", "full"), "full has files in it that photograph did not make."),
        ((DEFAULT, "SAVED_MODEL", "--photos", "full"), "full holds no photo"),
        ((DEFAULT, "full"), "There is no network 'full'"),
    ],
)
def test_what_can_not_be_compared_is_one_line(
    told: Told,
    mobilenet: Path,
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("NONE.tsv").write_text("group\tfile\na\tno/such.jpg\nb\tnor/this.jpg\n")
    Path("full").mkdir()
    Path("full/letter.txt").write_text("not ours")

    given = [mobilenet if word == "SAVED_MODEL" else word for word in words]
    ran = run_photograph("compare", *given, "--no-speed")

    assert ran.code == 1
    assert said in ran.last_line
    assert "Traceback" not in ran.err
    assert [file.name for file in Path("full").iterdir()] == ["letter.txt"]


def test_a_folder_of_other_files_is_refused_before_a_photo_is_looked_at(
    told: Told, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("not ours")

    ran = run_photograph("compare", DEFAULT, OTHER, "--out", tmp_path)

    assert ran.code == 1
    assert "photos found" not in ran.err


def test_two_folders_of_one_name_are_told_apart_by_a_name_that_extract_gives(
    told: Told, mobilenet: Path, tmp_path: Path
) -> None:
    twin = shutil.copytree(mobilenet, tmp_path / OTHER)

    ran = run_photograph("compare", mobilenet, twin, "--no-speed")

    assert ran.code == 1
    assert f"Both networks are called {OTHER}." in ran.last_line
    assert "--network-name" in ran.last_line


def test_before_any_extract_it_says_what_to_do(clean_folder: Home, mobilenet: Path) -> None:
    ran = run_photograph("compare", DEFAULT, mobilenet)

    assert ran.code == 1
    assert ran.last_line.startswith("photograph: No photos were extracted yet.")
    assert not (clean_folder.root / "compare").exists()


def test_clean_deletes_the_pages(clean_folder: Home) -> None:
    (clean_folder.root / "compare" / "a--b").mkdir(parents=True)

    assert run_photograph("clean", "--yes").code == 0

    assert not (clean_folder.root / "compare").exists()
