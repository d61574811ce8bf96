"""What a person said of two photos is said once, and outlives all that a program does."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from photograph.commands.extract import extract
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.verdicts import PairVerdict, give_verdict, take_back_verdict
from photograph.load.export import export_graph
from photograph.load.restore import restore
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
from tests.embeddings import photos_file
from tests.jobs.found_copies import found_copies
from tests.test_failures import assert_one_line

ROOT, NETWORK = "verdicts", "efficientnet-lite0"


@pytest.fixture
def few(database: Database, tmp_path: Path) -> Database:
    load_collection(photos_file(tmp_path / "e.parquet", 6)[0], database, home())
    return database


def verdicts(database: Database) -> list[dict[str, Any]]:
    return run(
        database,
        """MATCH (a:Photo)-[v:KEEP_BOTH|NOT_SIMILAR_TO]->(b:Photo)
        RETURN type(v) AS verdict, [a.path, b.path] AS pair, toString(v.at) AS at
        ORDER BY verdict, pair""",
    )


@pytest.mark.parametrize("verdict", list(PairVerdict))
def test_a_pair_has_one_verdict_whatever_the_order(few: Database, verdict: PairVerdict) -> None:
    give_verdict(few, verdict, "p001.jpg", "p002.jpg")
    first = verdicts(few)
    give_verdict(few, verdict, "holiday/p002.jpg", "p001.jpg")

    assert len(first) == 1
    assert first[0]["at"].startswith("20")
    assert verdicts(few) == first
    take_back_verdict(few, verdict, "p002.jpg", "p001.jpg")
    assert verdicts(few) == []


def test_the_two_verdicts_stand_beside_each_other(few: Database) -> None:
    give_verdict(few, PairVerdict.KEEP_BOTH, "p001.jpg", "p002.jpg")
    give_verdict(few, PairVerdict.NOT_SIMILAR, "p001.jpg", "p002.jpg")

    take_back_verdict(few, PairVerdict.KEEP_BOTH, "p001.jpg", "p002.jpg")

    assert [row["verdict"] for row in verdicts(few)] == ["NOT_SIMILAR_TO"]


def test_what_can_t_be_said(few: Database) -> None:
    with pytest.raises(PhotographError, match="are one photo"):
        give_verdict(few, PairVerdict.KEEP_BOTH, "p001.jpg", "holiday/p001.jpg")
    with pytest.raises(PhotographError, match=r"No photo in the graph is called 'none\.jpg'"):
        give_verdict(few, PairVerdict.KEEP_BOTH, "p001.jpg", "none.jpg")
    with pytest.raises(PhotographError, match="are not marked keep-both"):
        take_back_verdict(few, PairVerdict.KEEP_BOTH, "p001.jpg", "p002.jpg")
    assert verdicts(few) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", ["keep-both", "not-similar"])
def test_the_commands(few: Database, command: str) -> None:
    said = run_photograph(command, "p001.jpg", "p002.jpg")
    after = verdicts(few)
    undone = run_photograph(command, "p002.jpg", "p001.jpg", "--undo")
    again = run_photograph(command, "p002.jpg", "p001.jpg", "--undo")

    assert said.code == undone.code == 0, said.err + undone.err
    assert [row["pair"] for row in after] == [["p001.jpg", "p002.jpg"]]
    assert verdicts(few) == []
    assert "Taken back: " in undone.last_line
    assert_one_line(again, f"are not marked {command}", f"photograph {command}")


@pytest.mark.slow
def test_verdicts_are_exported_and_come_back(few: Database, tmp_path: Path) -> None:
    give_verdict(few, PairVerdict.KEEP_BOTH, "p001.jpg", "p002.jpg")
    give_verdict(few, PairVerdict.NOT_SIMILAR, "p003.jpg", "p001.jpg")
    before = verdicts(few)

    export_graph(tmp_path / "out", few)
    run(few, "MATCH (n) DETACH DELETE n")
    restore(tmp_path / "out", few)
    once = verdicts(few)
    restore(tmp_path / "out", few)

    assert len(before) == 2
    assert once == verdicts(few) == before


def test_an_export_of_before_there_were_verdicts_is_loaded(few: Database, tmp_path: Path) -> None:
    export_graph(tmp_path / "out", few)
    (tmp_path / "out/verdicts.parquet").unlink()
    give_verdict(few, PairVerdict.KEEP_BOTH, "p001.jpg", "p002.jpg")

    restored = restore(tmp_path / "out", few)

    assert restored.photos == 6
    assert len(verdicts(few)) == 1


def rebuild(database: Database, folder: Path, full: bool = False) -> None:
    extract(folder)
    load_collection(home().embeddings / ROOT / NETWORK / "embeddings.parquet", database, home())
    link_photos(database, home(), LinkOptions(NETWORK, full=full))


@pytest.mark.slow
def test_a_verdict_on_real_photos_survives_renaming_loading_and_linking(
    database: Database, neo4j: Home, sample_photos: Path, tmp_path: Path
) -> None:
    folder = tmp_path / ROOT
    folder.mkdir()
    for photo in sample_photos.glob("[ap]*.jpg"):
        shutil.copy2(photo, folder)
    rebuild(database, folder)
    copies = found_copies(database)
    give_verdict(database, PairVerdict.KEEP_BOTH, "pebble-cairn-01 (1).jpg", "pebble-cairn-01.jpg")
    give_verdict(
        database, PairVerdict.NOT_SIMILAR, "alpine-lake-01-small.jpg", "alpine-lake-01.jpg"
    )
    at = [row["at"] for row in verdicts(database)]

    (folder / "by-place").mkdir()
    (folder / "pebble-cairn-01.jpg").rename(folder / "by-place" / "cairn.jpg")
    (folder / "alpine-lake-01-small.jpg").rename(folder / "small.jpg")
    rebuild(database, folder)
    rebuild(database, folder, full=True)

    found = {(row["verdict"], *sorted(row["pair"])) for row in verdicts(database)}
    assert found == {
        ("KEEP_BOTH", "by-place/cairn.jpg", "pebble-cairn-01 (1).jpg"),
        ("NOT_SIMILAR_TO", "alpine-lake-01.jpg", "small.jpg"),
    }
    assert [row["at"] for row in verdicts(database)] == at
    assert len(copies) == 2
    assert found_copies(database) == []
