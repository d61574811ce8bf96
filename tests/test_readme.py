"""Every command and query of the README works as it stands there."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from shutil import copy2

import pytest

from photograph.commands.demo import demo
from photograph.graph.database import Database
from photograph.settings import Home
from photograph.train.report import NO_BETTER
from tests.conftest import run, run_photograph
from tests.object_server import BUCKET, ObjectServer
from tests.server.conftest import REPOSITORY
from tests.train.test_train import in_folders

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return [text for named, text in found if named == language]


def lines(start: str) -> list[str]:
    every = [
        line.partition("  #")[0].strip() for block in blocks("sh") for line in block.splitlines()
    ]
    return [line for line in every if line.startswith(start)]


def test_the_readme_names_commands_and_queries() -> None:
    assert len(lines("photograph ")) >= 8
    assert len(lines("make ")) >= 5
    assert len(blocks("cypher")) >= 3


@pytest.fixture
def bucket(request: pytest.FixtureRequest) -> str | None:
    """A bucket with the sample photos, where an object server is installed."""
    if find_spec("moto") is None:
        return None
    objects: ObjectServer = request.getfixturevalue("objects")
    objects.put_folder(REPOSITORY / "photos", "photos")
    return BUCKET


def test_every_photograph_command_runs(
    database: Database,
    neo4j: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bucket: str | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos").symlink_to(REPOSITORY / "photos")
    copy2(REPOSITORY / "photos/lemon-bowl-02.jpg", tmp_path / "NEW.jpg")
    in_folders(REPOSITORY / "photos", tmp_path / "BY_GROUP")
    shared = REPOSITORY.parent / "shared"
    for line in lines("photograph "):
        if "GROUPS" in line or "SAVED_MODEL" in line:
            if not shared.is_dir():
                continue
            line = re.sub(r"GROUPS(?!\.)", str(shared / "photos/groups"), line)
            line = line.replace("GROUPS.tsv", str(shared / "photos/GROUPS.tsv"))
            line = line.replace("SAVED_MODEL", str(shared / "networks/mobilenet_v2_1001"))
        if line.endswith("--via admin-import"):  # which takes an empty database only
            run(database, "MATCH (node) DETACH DELETE node")
        if "--graph" in line:  # which takes albums that a person named
            run(database, "MATCH (album:Album) SET album.namedByPerson = true")
        if "--engine ray" in line and find_spec("ray") is None:
            continue
        if "BUCKET" in line:
            if bucket is None:
                continue
            line = line.replace("BUCKET", bucket)
        # The server of this test session goes on: stopping is tried where none runs.
        elsewhere = {"PHOTOGRAPH_HOME": str(tmp_path / "other")} if "server stop" in line else {}
        ran = run_photograph(*shlex.split(line)[1:], **elsewhere)
        # Sample photos are few: that a network is no better than the frozen one is an answer.
        good = (0, NO_BETTER) if line.startswith("photograph train") else (0,)
        assert ran.code in good, f"{line}: {ran.err}"


@pytest.mark.parametrize("line", lines("make "))
def test_every_make_target_exists(line: str) -> None:
    target = line.split()[1]

    assert re.search(rf"^{target}:", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)


def test_every_query_returns_something(database: Database, neo4j: Home) -> None:
    demo(str(REPOSITORY / "photos"))

    for query in blocks("cypher"):
        assert run(database, query), query


def test_the_table_of_the_demo_is_what_the_demo_prints(database: Database, neo4j: Home) -> None:
    printed = run_photograph("demo", REPOSITORY / "photos").out
    [shown] = [block for block in blocks("") if "most similar" in block]

    for line in shown.splitlines():
        if ".jpg" in line:
            photo, other, cosine = re.split(r"  +", line)
            [there] = [row for row in printed.splitlines() if row.startswith(photo + "  ")]
            assert re.split(r"  +", there)[1] == other
            assert float(re.split(r"  +", there)[2]) == pytest.approx(float(cosine), abs=0.01)
