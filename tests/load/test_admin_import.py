"""`load --via admin-import` makes the graph of `LOAD CSV`, and never loses a node."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.load import admin_import
from photograph.load.admin_import import check_counts, import_collection
from photograph.load.empty_database import check_empty
from photograph.load.import_files import ImportFiles
from photograph.load.options import LoadOptions
from photograph.load.run import load_collection
from photograph.server import process, store
from photograph.server.admin import run_admin
from photograph.server.connection import connect
from photograph.server.launch import OPENED
from photograph.settings import Home, home
from tests.conftest import run, run_photograph
from tests.load.imported import emptied, extracted, indexes, left_over, odd_rows, types
from tests.load.whole_graph import whole_graph
from tests.server.conftest import working_folder

pytestmark = pytest.mark.slow

COUNT = len(odd_rows())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A server of its own, as imports stop it, in a folder whose name is a pattern."""
    with working_folder(tmp_path_factory.mktemp("import") / "Müllers Fotos, é+ (x)"):
        process.start()
        yield home()
        process.stop()


@pytest.fixture
def empty(place: Home) -> Iterator[Database]:
    with emptied() as database:
        yield database


def test_the_graph_is_that_of_load_csv_with_the_same_types_and_indexes(place: Home) -> None:
    file, options = extracted(odd_rows()), LoadOptions(classification=True, name="two")
    with emptied() as database:
        load_collection(file, database, place, options)
        by_csv = (whole_graph(database), types(database), indexes(database))
    with emptied():
        pass

    done = import_collection(file, place, options)

    assert (done.photos, done.created) == (COUNT, COUNT)
    with connect() as database:
        imported = (whole_graph(database), types(database), indexes(database))
        again = load_collection(file, database, place, options)
    for ours, theirs in zip(imported, by_csv, strict=True):
        assert ours == theirs
    assert (again.created, again.updated, again.unchanged) == (0, 0, COUNT)
    assert left_over(place) == []


def test_a_database_with_a_node_is_refused_and_keeps_it(place: Home, empty: Database) -> None:
    extracted(odd_rows())
    run(empty, "CREATE (:Person {name: 'Ada'})-[:LIKES]->(:Film)")
    before = process.running(place)

    ran = run_photograph("load", "--via", "admin-import")

    assert ran.code == 1
    assert "holds 2 nodes, and an import would lose them" in ran.last_line
    assert ran.err.count("\n") == 2  # what is being done, and why not
    assert process.running(place) == before
    assert run(empty, "MATCH (n:Person)-->(:Film) RETURN n.name AS name") == [{"name": "Ada"}]


def test_a_database_with_an_index_of_a_person_is_refused(place: Home, empty: Database) -> None:
    run(empty, "CREATE INDEX people IF NOT EXISTS FOR (p:Person) ON (p.name)")

    with pytest.raises(PhotographError, match="has indexes of yours, such as people"):
        import_collection(extracted(odd_rows()), place, LoadOptions())


def test_what_is_written_while_the_server_goes_down_is_kept(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with emptied():
        pass

    def write_after_check(database: Database) -> None:
        check_empty(database)
        run(database, "CREATE (:Late)")

    monkeypatch.setattr(admin_import, "check_empty", write_after_check)

    with pytest.raises(PhotographError, match="Something was written"):
        import_collection(extracted(odd_rows()), place, LoadOptions())

    with connect() as database:
        assert run(database, "MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Late"]}]
    assert left_over(place) == []


def test_a_failing_import_tells_why_and_leaves_the_server_as_it_was(place: Home) -> None:
    rows = odd_rows()
    rows[7]["utc_offset"] = "+25:00"
    extracted(rows)
    with emptied():
        pass

    ran = run_photograph("load", "--via", "admin-import")

    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "neo4j-admin failed: takenAt:datetime: Zone offset hours not in valid" in ran.last_line
    log = place.neo4j / "logs" / "import.log"
    assert str(log) in ran.last_line
    assert "+25:00" in log.read_text(encoding="utf-8")
    assert left_over(place) == []
    with connect() as database:
        assert whole_graph(database) == ({}, [])


def test_a_file_that_is_not_there_is_named(place: Home, tmp_path: Path) -> None:
    words = ["database", "import", "full", "neo4j", "--nodes=Photo=none.csv"]

    with pytest.raises(PhotographError, match=r"failed: File 'none\.csv' doesn't exist"):
        run_admin(place, tmp_path, words, tmp_path, tmp_path / "log")


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_import_leaves_a_server_that_starts_and_the_next_run_works(
    place: Home,
) -> None:
    extracted(odd_rows())
    with emptied():
        pass
    command = [sys.executable, "-m", "photograph", "load", "--via", "admin-import"]
    importing = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert importing.stderr is not None
    while "Neo4j imports the files" not in (line := importing.stderr.readline()):
        assert line, "it ended without an import"

    importing.send_signal(signal.SIGINT)
    _, told = importing.communicate(timeout=300)

    assert importing.returncode == 130, told
    assert "Traceback" not in told
    assert left_over(place) == []
    with connect() as database:
        assert whole_graph(database) == ({}, [])
    assert run_photograph("load", "--via", "admin-import").code == 0
    with connect() as database:
        assert run(database, "MATCH (p:Photo) RETURN count(p) AS n") == [{"n": COUNT}]


def neo4j_admin(folder: Path, place: Home) -> None:
    """The program of a person's own Neo4j: here the importer of the jars, as it is."""
    from photograph.server.java import find_java

    opened = " ".join(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED)
    script = folder / "neo4j-admin"
    script.write_text(
        f'#!/bin/sh\nexport LC_ALL=C.UTF-8 NEO4J_HOME="{place.neo4j}"\n'
        f'exec {find_java()} {opened} -cp "{place.jars}/lib/*" org.neo4j.cli.AdminTool "$@"\n'
    )
    script.chmod(0o755)


def test_a_server_of_a_person_gets_files_and_a_command_that_works_there(
    place: Home, tmp_path: Path
) -> None:
    file = extracted(odd_rows())
    with emptied() as database:
        load_collection(file, database, place)
        by_csv = whole_graph(database)
    with emptied() as database:
        own = {"NEO4J_URI": database.target.uri, "NEO4J_PASSWORD": database.target.password}
    folder = tmp_path / "for the server"

    refused = run_photograph("load", "--via", "admin-import", **own)
    wrote = run_photograph("load", "--via", "admin-import", "--import-folder", folder, **own)
    carried = Path(shutil.move(folder, tmp_path / "there"))
    process.stop()
    neo4j_admin(tmp_path, place)
    path = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(wrote.out, shell=True, cwd=carried, env=path, capture_output=True)  # noqa: S602
    process.start()
    with connect() as database:
        own["NEO4J_URI"] = database.target.uri
    loaded = run_photograph("load", **own)  # makes indexes, and sets the signatures
    with connect() as database:
        imported = whole_graph(database)

    assert (refused.code, wrote.code) == (1, 0), wrote.err
    assert "--import-folder FOLDER" in refused.last_line
    assert ran.returncode == 0, ran.stderr.decode()
    assert wrote.out.strip() in (carried / "import.sh").read_text()
    assert imported == by_csv
    assert loaded.out.splitlines()[-1].split() == [str(COUNT), "0", "0", "0", str(COUNT), "0", "0"]
    with connect() as database:
        assert "photograph_photo_embedding" in {index["name"] for index in indexes(database)}


def test_a_server_of_a_person_that_holds_nodes_is_refused(
    place: Home, empty: Database, tmp_path: Path
) -> None:
    extracted(odd_rows())
    run(empty, "CREATE (:Person)")
    own = {"NEO4J_URI": empty.target.uri, "NEO4J_PASSWORD": empty.target.password}

    ran = run_photograph("load", "--via", "admin-import", "--import-folder", tmp_path / "f", **own)

    assert ran.code == 1
    assert "holds 1 node, and" in ran.last_line
    assert not (tmp_path / "f").exists()


def test_without_a_server_the_command_overwrites_nothing(place: Home, tmp_path: Path) -> None:
    extracted(odd_rows())

    ran = run_photograph("load", "--via", "admin-import", "--import-folder", tmp_path / "f")

    assert ran.code == 0, ran.err
    assert ran.out.startswith("neo4j-admin database import full neo4j --nodes=Photo=")
    assert "overwrite" not in ran.out
    assert ran.out.count("\n") == 1


def test_an_import_that_made_less_than_was_written_is_told(empty: Database) -> None:
    run(empty, "CREATE (:Photo)-[:SHOWS]->(:Label)")

    check_counts(ImportFiles(1, 1, 1, ()), empty)
    for files in (ImportFiles(2, 1, 1, ()), ImportFiles(1, 0, 1, ()), ImportFiles(1, 1, 5, ())):
        with pytest.raises(PhotographError, match="The import made 1"):
            check_counts(files, empty)


def test_data_that_a_person_keeps_elsewhere_is_refused(place: Home) -> None:
    extra = place.neo4j / "conf" / "extra.conf"
    extra.write_text("server.directories.data=elsewhere\n")
    try:
        with pytest.raises(PhotographError, match=r"extra\.conf sets server\.directories\.data"):
            import_collection(extracted(odd_rows()), place, LoadOptions())
    finally:
        extra.unlink()


@pytest.mark.parametrize(
    "words",
    [
        ["--via", "admin-import", "--write-csv", "a.csv"],
        ["--via", "admin-import", "--csv-url", "https://example.org/a.csv"],
        ["--import-folder", "f"],
        ["exported", "--via", "admin-import"],
    ],
)
def test_what_can_not_be_combined_is_refused_in_one_line(words: list[str], tmp_path: Path) -> None:
    ran = run_photograph("load", *words, PHOTOGRAPH_HOME=str(tmp_path))

    assert ran.code == 1
    assert ran.err.startswith("photograph: ")
    assert ran.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("taken", [(), ("databases",), ("databases", "transactions")])
def test_a_take_over_that_was_killed_is_completed_by_the_next_start(
    tmp_path: Path, taken: tuple[str, ...]
) -> None:
    data, made = tmp_path / "neo4j/data", tmp_path / "neo4j/data/made/data"
    for part in ("databases", "transactions"):
        for folder, text in ((data, "old"), (made, "new")):
            (folder / part / "neo4j").mkdir(parents=True)
            (folder / part / "neo4j" / "file").write_text(text)
        (data / part / "system").mkdir()
        if part in taken:
            shutil.rmtree(data / part / "neo4j")
            (made / part / "neo4j").rename(data / part / "neo4j")

    for _ in range(2):
        store.finish(Home(tmp_path))

        assert sorted(path.name for path in data.iterdir()) == ["databases", "transactions"]
        for part in ("databases", "transactions"):
            assert (data / part / "neo4j" / "file").read_text() == "new"
            assert (data / part / "system").is_dir()
