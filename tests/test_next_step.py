"""Every step says in one line, on standard error, what a person would do next."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from photograph.collection.roots import Collection, remember_last
from photograph.commands.demo import demo
from photograph.graph.database import Database
from photograph.settings import Home, home
from tests.conftest import run
from tests.embeddings import photos_file
from tests.in_process import run_here
from tests.test_failures import address

pytestmark = pytest.mark.slow

ASK = "photograph similar PHOTO, photograph albums or photograph duplicates"


def next_step(*words: str | Path) -> str:
    """What the last line says; no other line says it too."""
    ran = run_here(*words)
    assert ran.code == 0, ran.err
    assert ran.err.count("Next: ") == 1
    assert "Next: " not in ran.out
    assert ran.last_line.startswith("Next: ")
    return ran.last_line.removeprefix("Next: ")


@pytest.fixture
def extracted(
    database: Database, neo4j: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Database:
    """A graph that is empty, and a working folder in which photos were extracted."""
    for name, value in address(neo4j).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NEO4J_IMPORT", str(neo4j.imports))
    monkeypatch.setenv("PHOTOGRAPH_HOME", str(tmp_path / "home"))
    extract_again(40)
    return database


def extract_again(count: int, network: str = "test-network") -> None:
    photos_file(
        home().embeddings / f"r/{network}/embeddings.parquet", count, root="r", network=network
    )
    remember_last(Collection("r", network), home())


def test_from_step_to_step(extracted: Database, tmp_path: Path) -> None:
    assert next_step("load") == "photograph link"
    assert next_step("link", "--explain").startswith("photograph link --cutoff CUTOFF")
    assert next_step("link") == ASK
    assert next_step("load") == ASK
    assert next_step("albums", "--dry-run") == "photograph albums, which keeps these"
    assert next_step("albums") == "photograph gallery"
    assert next_step("duplicates", "--kind", "exact") == "photograph albums"
    assert f"photograph load {tmp_path}/out" in next_step("export", tmp_path / "out")
    run(extracted, "MATCH (n) DETACH DELETE n")
    assert next_step("load", tmp_path / "out") == ASK


def test_what_is_new_is_to_be_linked_and_no_edge_is_a_reason_to_look(extracted: Database) -> None:
    run_here("load")
    found_none = next_step("link", "--cutoff", "1")
    run_here("link")
    extract_again(41)
    more = next_step("load")
    extract_again(40, "another")
    several = next_step("load", "--as", "another")

    assert found_none.startswith("photograph link --explain")
    assert more == "photograph link"
    assert several == "photograph link --network another"


def test_json_stays_json_and_alone(extracted: Database) -> None:
    run_here("load")
    run_here("link")

    for words in (
        ["albums", "--json"],
        ["duplicates", "--json"],
        ["similar", "p000.jpg", "--json"],
    ):
        ran = run_here(*words)
        json.loads(ran.out)
        assert "Next: " not in ran.err


def test_copies_are_moved_or_kept(
    database: Database, clean_folder: Home, neo4j: Home, tmp_path: Path, sample_photos: Path
) -> None:
    """With real photos, from the first step on."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in address(neo4j).items():
            patch.setenv(name, value)
        patch.setenv("NEO4J_IMPORT", str(neo4j.imports))
        for name in ("pebble-cairn-01.jpg", "pebble-cairn-01 (1).jpg"):
            (tmp_path / "photos").mkdir(exist_ok=True)
            shutil.copy2(sample_photos / name, tmp_path / "photos")

        assert next_step("extract", tmp_path / "photos") == "photograph load"
        run_here("load")
        run_here("link")
        assert "--move-to FOLDER, or photograph keep-both" in next_step("duplicates")
        moved = next_step("duplicates", "--move-to", tmp_path / "aside")
        [undo] = (tmp_path / "aside").glob("undo-*")
        back = next_step("duplicates", "--undo", undo)

    assert moved == "photograph extract, load --prune, link"
    assert back == "photograph extract, load, link"


def test_the_demo_goes_on_by_itself(
    database: Database,
    neo4j: Home,
    sample_photos: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    demo(str(sample_photos))

    shown = capsys.readouterr()
    assert "Next: " not in shown.out + shown.err
    assert "Neo4j Browser: " in shown.out
