"""`load --prune` removes what is gone, not what nobody could look at, and asks before much goes."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from photograph.collection.contract import (
    EMBEDDINGS_FILE,
    UNREAD_FILE,
    UnreadFolder,
    is_great_loss,
    write_unread,
)
from photograph.collection.roots import Collection, remember_last
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.load.options import LoadOptions
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
from tests.embeddings import photos_file
from tests.load.whole_graph import whole_graph
from tests.test_failures import assert_one_line

pytestmark = pytest.mark.slow

ROOT = "prune-test"


@pytest.fixture
def embeddings(database: Database) -> Iterator[Path]:
    """An embeddings file of 50 photos, loaded, that is the last one extracted."""
    collection = Collection(ROOT, "test-network")
    file = collection.folder(home()) / EMBEDDINGS_FILE
    photos_file(file, 50, root=ROOT)
    remember_last(collection, home())
    load_collection(file, database, home())
    yield file
    shutil.rmtree(home().embeddings / ROOT)


def photos(database: Database) -> int:
    return int(run(database, "MATCH (p:Photo) RETURN count(p) AS photos")[0]["photos"])


def test_nothing_is_removed_while_a_folder_was_not_read(
    database: Database, embeddings: Path, neo4j: Home
) -> None:
    photos_file(embeddings, 48, root=ROOT)
    write_unread(embeddings, [UnreadFolder("b", "Permission denied"), UnreadFolder("c", "gone")])
    before = whole_graph(database)

    for words in ([], ["--yes"]):
        ran = run_photograph("load", "--prune", *words)
        assert_one_line(ran, "the folder 'b' of prune-test and 1 more could not be", "chmod u+rx")
    assert whole_graph(database) == before
    load_collection(embeddings, database, home())
    assert photos(database) == 50

    write_unread(embeddings, [])
    pruned = load_collection(embeddings, database, home(), LoadOptions(prune=True))
    assert (pruned.pruned, photos(database)) == (2, 48)


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", "null", '{"folders": [{"folder": "b"}]}', "\x00\xff", '{"a": 1}']
)
def test_a_damaged_word_about_folders_removes_nothing(
    database: Database, embeddings: Path, content: str
) -> None:
    photos_file(embeddings, 48, root=ROOT)
    embeddings.with_name(UNREAD_FILE).write_text(content)

    with pytest.raises(PhotographError, match="is damaged"):
        load_collection(embeddings, database, home(), LoadOptions(prune=True))

    assert photos(database) == 50


def test_a_great_loss_wants_a_yes(database: Database, embeddings: Path, neo4j: Home) -> None:
    photos_file(embeddings, 20, root=ROOT)
    aside = photos_file(embeddings.with_name("embeddings-before-001.parquet"), 50, root=ROOT)[0]
    before = whole_graph(database)

    refused = run_photograph("load", "--prune")
    same = whole_graph(database)
    assert aside.exists()
    agreed = run_photograph("load", "--prune", "--yes")

    assert_one_line(refused, "30 of the 50 photos of prune-test are gone", "load --prune --yes")
    assert same == before
    assert agreed.code == 0, agreed.err
    assert photos(database) == 20
    assert not aside.exists()


@pytest.mark.parametrize(("answer", "left"), [("n", 50), ("y", 20)])
def test_a_person_at_a_terminal_is_asked(
    database: Database, embeddings: Path, neo4j: Home, answer: str, left: int
) -> None:
    photos_file(embeddings, 20, root=ROOT)
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "photograph", "load", "--prune"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(ours, f"{answer}\n".encode())

    _, told = running.communicate(timeout=100)

    os.close(ours)
    os.close(theirs)
    assert "30 of the 50 photos of prune-test are gone. Remove them" in told
    assert running.returncode == (0 if answer == "y" else 1), told
    assert photos(database) == left


def test_a_loss_is_great_above_a_fifth_and_above_twenty_photos() -> None:
    assert not is_great_loss(20, 21)
    assert is_great_loss(21, 21)
    assert is_great_loss(21, 104)
    assert not is_great_loss(21, 105)
    assert not is_great_loss(200_000, 1_000_000)
    assert is_great_loss(200_001, 1_000_000)
