"""Every command and query of the README and the manual works as it stands there."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from shutil import copy2, copytree

import pytest

from photograph.commands.demo import demo
from photograph.graph.database import Database
from photograph.settings import Home
from photograph.train.report import NO_BETTER
from tests.conftest import SHARED, run, run_photograph
from tests.documents import DOCS, PAGES, blocks, lines
from tests.in_process import run_here
from tests.object_server import BUCKET, ObjectServer
from tests.server.conftest import REPOSITORY
from tests.train.test_train import in_folders

# What these begin is proved by tests of its own, or takes a machine that is not this one.
NOT_TRIED = ("docker ", "export ", "read ", "uv ", "uvx ")
# An import stops the server of this session, and Ray takes its workers from one main program.
ALONE = ("--via admin-import", "--engine ray")


def pages(found: list[list[str]]) -> pytest.MarkDecorator:
    """A test for each page where something was found."""
    named = [page for page, those in zip(PAGES, found, strict=True) if those]
    return pytest.mark.parametrize("page", named, ids=[page.stem for page in named])


@pytest.fixture
def reader(
    page: Path, database: Database, neo4j: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Database:
    """The graph of the sample photos, and the folder of a person who has done `make demo`."""
    monkeypatch.chdir(tmp_path)
    if any("--move-to" in line for line in lines(page)):
        copytree(REPOSITORY / "photos", "photos")
    else:  # the folder that other tests have embedded
        Path("photos").symlink_to(REPOSITORY / "photos")
    copy2(REPOSITORY / "photos/lemon-bowl-02.jpg", tmp_path / "NEW.jpg")
    in_folders(REPOSITORY / "photos", tmp_path / "BY_GROUP")
    demo("photos")
    return database


@pytest.fixture
def bucket(request: pytest.FixtureRequest, page: Path) -> str | None:
    """A bucket with the sample photos, where an object server is installed and is needed."""
    if "BUCKET" not in " ".join(lines(page)) or find_spec("moto") is None:
        return None
    objects: ObjectServer = request.getfixturevalue("objects")
    objects.put_folder(REPOSITORY / "photos", "photos")
    return BUCKET


@pytest.mark.slow
@pages([blocks(page, "cypher") + lines(page, "photograph ") for page in PAGES])
def test_every_query_and_command_of_a_page_runs(
    page: Path, reader: Database, tmp_path: Path, bucket: str | None
) -> None:
    for query in blocks(page, "cypher"):
        assert run(reader, query), query
    for written in lines(page, "photograph "):
        line = filled_in(written, bucket)
        if line is None:
            continue
        prepare(line, reader)
        words = shlex.split(line)[1:]
        # The server of this test session goes on: stopping is tried where none runs.
        elsewhere = {"PHOTOGRAPH_HOME": str(tmp_path / "other")} if "server stop" in line else {}
        alone = elsewhere or any(option in line for option in ALONE)
        ran = run_photograph(*words, **elsewhere) if alone else run_here(*words)
        # Sample photos are few: that a network is no better than the frozen one is an answer.
        good = (0, NO_BETTER) if line.startswith("photograph train") else (0,)
        assert ran.code in good, f"{written}: {ran.err}"


def filled_in(line: str, bucket: str | None) -> str | None:
    """The line with this test's own in place of what a reader puts there; None: can't be here."""
    if re.search("GROUPS|SAVED_MODEL", line) and not SHARED.is_dir():
        return None
    if "--engine ray" in line and find_spec("ray") is None:
        return None
    if "BUCKET" in line and bucket is None:
        return None
    line = re.sub(r"(?<!_)GROUPS(?!\.)", str(SHARED / "photos/groups"), line)
    line = line.replace("GROUPS.tsv", str(SHARED / "photos/GROUPS.tsv"))
    line = line.replace("SAVED_MODEL", str(SHARED / "networks/mobilenet_v2_1001"))
    if "UNDO_FILE" in line:
        [undo] = Path().glob("*/undo-*.json")
        line = line.replace("UNDO_FILE", str(undo))
    return line.replace("BUCKET", bucket or "")


def prepare(line: str, database: Database) -> None:
    """What the text around a line says has to be there."""
    if "--via admin-import" in line:  # which takes an empty database only
        run(database, "MATCH (node) DETACH DELETE node")
    if "train --graph" in line:  # which takes albums that a person named
        assert run_here("albums").code == 0
        run(database, "MATCH (album:Album) SET album.namedByPerson = true")


@pages([lines(page, "make ") for page in PAGES])
def test_every_make_target_of_a_page_exists(page: Path) -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")

    for line in lines(page, "make "):
        assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE), line


@pages([lines(page) for page in PAGES])
def test_no_line_of_a_page_is_left_untried_by_mistake(page: Path) -> None:
    known = ("photograph ", "make ", *NOT_TRIED)

    assert [line for line in lines(page) if not line.startswith(known)] == []


def test_every_command_has_a_line_in_the_manual() -> None:
    words = {shlex.split(line)[1] for page in PAGES for line in lines(page, "photograph ")}
    commands = set(re.findall(r"^│ (\w[\w-]*) ", run_here("--help").out, re.MULTILINE))

    # `demo` and `clean` have targets, which the manual names.
    assert commands - words == {"demo", "clean"}


def test_every_saved_question_has_a_line_in_the_manual() -> None:
    text = (DOCS / "questions.md").read_text(encoding="utf-8")
    named = re.findall(r"\(\.\./(cypher/explore/\w+\.cypher)\)", text)

    questions = (REPOSITORY / "cypher/explore").glob("*.cypher")
    assert named == sorted(file.relative_to(REPOSITORY).as_posix() for file in questions)
