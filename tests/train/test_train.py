"""`photograph train` as a person runs it: real photos, a real network, one that can be used."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
from photograph.collection.roots import last_collection
from photograph.evaluate.trained_on import TRAINED_ON_FILE
from photograph.graph.database import Database
from photograph.settings import Home
from tests.conftest import Ran, run, run_photograph, scene, share_networks

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Trained:
    """The sample photos in a folder for each scene, and a network that was trained on them."""

    home: Home
    scenes: Path
    out: Path
    ran: Ran

    def photograph(self, *words: str | float | Path) -> Ran:
        return run_photograph(*map(str, words), PHOTOGRAPH_HOME=str(self.home.root))


def in_folders(photos: Path, folder: Path) -> Path:
    for photo in photos.glob("*.jpg"):
        (folder / scene(photo.name)).mkdir(parents=True, exist_ok=True)
        shutil.copy2(photo, folder / scene(photo.name))
    return folder


@pytest.fixture(scope="module")
def trained(
    tmp_path_factory: pytest.TempPathFactory, session_folder: Home, sample_photos: Path
) -> Trained:
    at = tmp_path_factory.mktemp("trained")
    home = share_networks(at / "home", session_folder)
    scenes, out = in_folders(sample_photos, at / "scenes"), at / "own"
    ran = run_photograph(
        "train", scenes, "--out", out, "--json", "--epochs", "3", PHOTOGRAPH_HOME=str(home.root)
    )
    assert ran.code in (0, 4), ran.err
    return Trained(home, scenes, out, ran)


@pytest.fixture(scope="module")
def extracted(trained: Trained) -> Trained:
    """The same photos, extracted with that network."""
    assert trained.photograph("extract", trained.scenes, "--network", trained.out).code == 0
    return trained


def tsv(file: Path, rows: Iterable[tuple[str, str]]) -> Path:
    file.write_text("\n".join(["group\tfile", *(f"{group}\t{path}" for group, path in rows)]))
    return file


def paths_in(scenes: Path) -> list[str]:
    return sorted(str(photo.relative_to(scenes)) for photo in scenes.rglob("*.jpg"))


def trained_on(network: Path) -> list[dict[str, str]]:
    with (network / TRAINED_ON_FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_a_network_of_ones_own_from_sub_folders(trained: Trained) -> None:
    facts, rows = json.loads(trained.ran.out)["trained"], trained_on(trained.out)

    assert trained.ran.code == (0 if facts["proof"]["better"] else 4)
    names = ("training", "validation", "held out")
    parts = {part: {row["group"] for row in rows if row["part"] == part} for part in names}
    assert sum(len(groups) for groups in parts.values()) == len(set.union(*parts.values()))
    photos = [photo.read_bytes() for photo in trained.scenes.rglob("*.jpg")]
    assert {row["content_hash"] for row in rows} == {sha256(photo).hexdigest() for photo in photos}
    assert facts["parts"]["training"]["groups"] == len(parts["training"])
    for picture in ("training.png", "held-out.png"):
        with Image.open(trained.out / picture) as image:
            assert image.size[0] > 500
    assert not list(trained.out.parent.glob(".own*"))
    left = {path.name for path in trained.home.root.iterdir()}
    assert left <= {"embeddings", "networks", "matplotlib"}


def test_training_leaves_what_load_takes_as_it_was(
    clean_folder: Home, trained: Trained, photograph: Callable[..., Ran]
) -> None:
    ran = photograph("train", trained.scenes, "--epochs", 0, "--out", clean_folder.root / "own")

    assert ran.code in (0, 4), ran.err
    assert not (clean_folder.embeddings / "last.json").exists()


def test_labels_of_chance_teach_nothing_and_scripts_can_see_it(
    trained: Trained, tmp_path: Path
) -> None:
    names = paths_in(trained.scenes)
    groups = np.random.default_rng(3).permutation([name.partition("/")[0] for name in names])
    file = tsv(tmp_path / "chance.tsv", zip(groups, names, strict=True))
    out = tmp_path / "own"

    ran = trained.photograph("train", file, "--photos", trained.scenes, "--out", out)

    assert ran.code == 4, ran.out
    assert "No gain is shown: own is no better than efficientnet-lite0" in ran.last_line
    assert (out / "saved_model.pb").exists()


def test_the_same_command_trains_the_same_network(trained: Trained, tmp_path: Path) -> None:
    again = trained.photograph(
        "train", trained.scenes, "--out", tmp_path / "own", "--json", "--epochs", 3
    )

    first, second = (json.loads(ran.out)["trained"] for ran in (trained.ran, again))
    assert first["parts"] == second["parts"]
    assert first["proof"]["trained"] == pytest.approx(second["proof"]["trained"], abs=1e-6)
    assert trained_on(trained.out) == trained_on(tmp_path / "own")


def test_an_evaluation_never_sees_groups_of_the_training(
    extracted: Trained, tmp_path: Path
) -> None:
    photos = paths_in(extracted.scenes)
    file = tsv(tmp_path / "all.tsv", ((path.partition("/")[0], path) for path in photos))
    held_out = {row["group"] for row in trained_on(extracted.out) if row["part"] == "held out"}

    ran = extracted.photograph("evaluate", file, "--json")

    groups = {path.partition("/")[0] for path in photos}
    assert f"{len(groups - held_out)} of {len(groups)} groups are left out" in ran.err
    assert json.loads(ran.out)["embedding"]["groups"] == len(held_out)


def test_groups_by_another_name_are_known_by_their_photos(
    extracted: Trained, tmp_path: Path
) -> None:
    seen = [row["file"] for row in trained_on(extracted.out) if row["part"] == "training"]
    file = tsv(tmp_path / "renamed.tsv", ((f"another {path[0]}", path) for path in seen))

    ran = extracted.photograph("evaluate", file)

    assert ran.code == 1
    assert "trained on every one of these groups" in ran.last_line


def test_a_list_of_what_was_trained_on_that_is_gone_is_one_line(
    extracted: Trained, tmp_path: Path
) -> None:
    file, kept = extracted.out / TRAINED_ON_FILE, tmp_path / "kept.tsv"
    shutil.move(file, kept)

    ran = extracted.photograph("evaluate", tsv(tmp_path / "any.tsv", [("a", "b.jpg")]))

    shutil.move(kept, file)
    assert ran.code == 1
    assert "has lost the list of photos that own was trained on" in ran.last_line


def test_the_last_layers_are_trained_on_the_pixels(trained: Trained, tmp_path: Path) -> None:
    out = tmp_path / "own"

    ran = trained.photograph(
        "train", trained.scenes, "--out", out, "--unfreeze", 2, "--epochs", 2, "--json"
    )

    assert ran.code in (0, 4), ran.err
    layers = json.loads(ran.out)["trained"]["layers"]
    assert layers["unfrozen"] == 2
    assert [epoch["number"] for epoch in layers["epochs"]] == [0, 1, 2]
    assert layers["epochs"][2]["loss"] < layers["epochs"][1]["loss"]
    left = {path.name for path in trained.home.root.iterdir()}
    assert left <= {"embeddings", "networks", "matplotlib"}
    features = trained.photograph("extract", trained.scenes, "--network", out)
    assert features.code == 0, features.err


def test_both_networks_in_one_graph_their_edges_told_apart(
    database: Database, neo4j: Home, trained: Trained, photograph: Callable[..., Ran]
) -> None:
    for words in (
        ("extract", trained.scenes),
        ("load",),
        ("link",),
        ("extract", trained.scenes, "--network", trained.out, "--network-name", "own-network"),
        ("load", "--as", "own"),
        ("link", "--network", "own-network"),
    ):
        ran = photograph(*words)
        assert ran.code == 0, f"{words}: {ran.err}"

    edges = run(
        database,
        """MATCH (p:Photo)-[r:IS_SIMILAR_TO]->(q:Photo)
        RETURN r.network AS network, r.cosineSimilarity AS edge,
          CASE r.network WHEN p.network THEN vector.similarity.cosine(p.embedding, q.embedding)
          ELSE vector.similarity.cosine(p.embedding_own, q.embedding_own) END AS score""",
    )
    assert {row["network"] for row in edges} == {"efficientnet-lite0", "own-network"}
    for row in edges:  # Neo4j's score is (1 + cosine) / 2
        assert row["edge"] == pytest.approx(2 * row["score"] - 1, abs=1e-4)
    own = read_provenance(last_collection(neo4j).folder(neo4j) / EMBEDDINGS_FILE).cutoff
    cutoffs = run(database, "MATCH (r:LinkRun) RETURN r.network AS network, r.cutoff AS cutoff")
    assert {row["network"]: row["cutoff"] for row in cutoffs} == {
        "efficientnet-lite0": 0.47,
        "own-network": own,
    }
    assert min(row["edge"] for row in edges if row["network"] == "own-network") >= own


def test_groups_are_what_a_person_said_in_the_graph(
    database: Database, neo4j: Home, trained: Trained, tmp_path: Path
) -> None:
    for words in (("extract", trained.scenes), ("load",)):
        assert run_photograph(*words).code == 0
    run(  # albums of one's own, as they are made in Browser; two photos of one do not belong there
        database,
        """MATCH (p:Photo) WITH split(p.path, '/')[0] AS scene, collect(p) AS photos
        CREATE (album:Album {name: 'my ' + scene})
        FOREACH (photo IN photos | CREATE (photo)-[:IN_ALBUM]->(album))""",
    )
    torn = ["lemon-bowl/lemon-bowl-01.jpg", "lemon-bowl/lemon-bowl-02.jpg"]
    assert run_photograph("not-similar", *torn).code == 0
    out = tmp_path / "own"

    ran = run_photograph("train", "--graph", "--out", out, "--epochs", "0")

    assert ran.code in (0, 4), ran.err
    rows = trained_on(out)
    assert {row["group"] for row in rows} == {
        f"album scenes: my {path.name}" for path in trained.scenes.iterdir()
    }
    assert {row["file"] for row in rows}.isdisjoint(torn)
    assert "photos of the graph have a group" in ran.err


BAD: dict[str, tuple[Callable[[Path], tuple[Any, ...]], str]] = {
    "no groups at all": (lambda _: (), "Name one source of groups"),
    "two sources": (lambda at: (at / "scenes", "--graph"), "Name one source of groups"),
    "a folder and its photos": (
        lambda at: (at / "scenes", "--photos", at),
        "A folder already contains its photos",
    ),
    "a list that is not there": (lambda at: (at / "no.tsv", "--photos", at / "scenes"), "no.tsv"),
    "a list of other photos": (
        lambda at: (tsv(at / "a.tsv", [("a", "b.jpg")]), "--photos", at / "scenes"),
        "None of these photos has a group",
    ),
    "a folder without photos": (lambda at: (at,), "do not make three parts"),
    "two groups only": (
        lambda at: (
            tsv(
                at / "a.tsv",
                [
                    (p.parent.name, f"{p.parent.name}/{p.name}")
                    for p in sorted(at.glob("scenes/*/*.jpg"))
                ][:9],
            ),
            "--photos",
            at / "scenes",
        ),
        "do not make three parts",
    ),
    "a folder that is there": (
        lambda at: (at / "scenes", "--out", at / "scenes"),
        "exists already",
    ),
    "a preset's name": (
        lambda at: (at / "scenes", "--out", at / "mobilenet-v2"),
        "comes with photograph",
    ),
    "no such network": (lambda at: (at / "scenes", "--network", "nothing"), "no network 'nothing'"),
    "groups on both sides": (
        lambda at: (
            at / "scenes",
            "--evaluate-on",
            tsv(
                at / "a.tsv",
                [(p.parent.name, f"{p.parent.name}/{p.name}") for p in at.glob("scenes/*/*.jpg")],
            ),
        ),
        "is on both sides",
    ),
    "more layers than there are": (
        lambda at: (at / "scenes", "--unfreeze", 99),
        "has 49 layers that can be trained",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_can_not_be_trained_on_is_one_line(
    trained: Trained, tmp_path: Path, case: str
) -> None:
    make, told = BAD[case]
    (tmp_path / "scenes").symlink_to(trained.scenes)
    words = make(tmp_path)

    ran = trained.photograph(
        "train", *words, *(() if "--out" in words else ("--out", tmp_path / "own"))
    )

    assert ran.code == 1
    assert told in ran.last_line
    assert "Traceback" not in ran.err
    assert not (tmp_path / "own").exists()


def test_only_a_trained_network_is_replaced_and_only_when_asked(
    trained: Trained, tmp_path: Path
) -> None:
    out = shutil.copytree(trained.out, tmp_path / "own")
    words = ("train", trained.scenes, "--epochs", 0, "--out", out, "--seed", 1)

    refused = trained.photograph(*words)
    assert refused.code == 1
    assert "--replace" in refused.last_line
    assert facts_in(out) == facts_in(trained.out)

    assert trained.photograph(*words, "--replace").code in (0, 4)
    assert facts_in(out)["trained"]["seed"] == 1


def facts_in(network: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((network / "photograph.json").read_text())
    return found


def test_a_network_without_a_basis_of_its_own_keeps_all_features_of_few_photos(
    trained: Trained, mobilenet: Path, tmp_path: Path
) -> None:
    words = ("train", trained.scenes, "--network", mobilenet, "--output", "feature_vector")

    ran = trained.photograph(*words, "--out", tmp_path / "own", "--json", "--epochs", 1)

    assert ran.code in (0, 4), ran.err
    proof = json.loads(ran.out)["trained"]["proof"]
    assert (proof["frozen_dims"], proof["trained_dims"]) == (1280, 1280)


def test_trained_on_half_of_caltech_101_it_is_better_on_the_other_half(
    clean_folder: Home, shared_photos: Path, tmp_path: Path, photograph: Callable[..., Ran]
) -> None:
    photos = a_few_of_each_class(shared_photos / "caltech101.tar", tmp_path)

    ran = photograph("train", photos, "--held-out", 0.5, "--out", tmp_path / "own", "--json")

    assert ran.code == 0, ran.err
    proof = json.loads(ran.out)["trained"]["proof"]
    assert proof["trained"]["groups"] == 50
    assert proof["difference"]["low"] > 0.005
    gains = np.array([gain["gain"] for gain in proof["gains"]])
    # How many exactly hangs on the last digits of the features, and so on the processor.
    assert (gains > 0).sum() > 2 * (gains < 0).sum()


def a_few_of_each_class(archive: Path, folder: Path, most: int = 15) -> Path:
    """Some photos of each of the 101 classes; the folder of anything else is no class."""
    import tarfile

    counts: dict[str, int] = {}
    with tarfile.open(archive) as tar:
        members = sorted((m for m in tar.getmembers() if m.isfile()), key=lambda m: m.name)
        taken = []
        for member in members:
            group = Path(member.name).parent.name
            counts[group] = counts.get(group, 0) + 1
            if counts[group] <= most and group != "BACKGROUND_Google":
                taken.append(member)
        tar.extractall(folder, taken, filter="data")
    return folder / "101_ObjectCategories"
