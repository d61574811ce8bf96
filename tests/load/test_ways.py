"""Whichever way photos reach the server, the graph is the same; a bad CSV changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.graph.property_names import property_names
from photograph.load.choose_way import choose_way
from photograph.load.csv_file import write_import_csv
from photograph.load.options import LoadOptions, LoadWay
from photograph.load.rows import PhotoRows
from photograph.load.run import load_collection
from photograph.load.statements import merge_from_csv, merge_from_driver
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import Vectors, photo_row, provenance, unit_vectors, write_embeddings
from tests.load.served import served
from tests.load.test_load import ODD_NAMES
from tests.load.whole_graph import whole_graph

LABELLED: list[dict[str, Any]] = [{"name": "cat", "score": 0.1}]


def rows(vectors: Vectors, names: list[str] = ODD_NAMES) -> list[dict[str, Any]]:
    """Odd names, and photos with nothing but an embedding or with empty texts."""
    found = [
        photo_row(name, vector, camera_make=name, lens="", labels=LABELLED)
        for name, vector in zip(names, vectors, strict=False)
    ]
    found[0] |= dict.fromkeys(["taken_at", "utc_offset", "latitude", "longitude", "labels"])
    found[1] |= {"labels": [], "gps_at": None, "altitude": None, "camera_make": ""}
    found[2] |= {"damaged": True}
    found[3] |= {"damaged": False}
    found[4] |= {"frames": 12, "has_clip": True, "software": found[4]["path"]}
    found[5] |= {"has_clip": False, "software": ""}
    found[6] |= {"keywords": [name.replace(";", ",") for name in names]}
    found[7] |= {"keywords": []}
    return found


@pytest.fixture
def embeddings(tmp_path: Path) -> Path:
    vectors = unit_vectors(len(ODD_NAMES))
    return write_embeddings(tmp_path / "e.parquet", rows(vectors), provenance())


@pytest.fixture
def address(embeddings: Path, tmp_path: Path) -> Iterator[str]:
    """The CSV of the embeddings, at an address."""
    (tmp_path / "www").mkdir()
    write_import_csv(PhotoRows(embeddings), tmp_path / "www/photos.csv")
    with served(tmp_path / "www") as url:
        yield f"{url}/photos.csv"


@pytest.mark.slow
def test_all_ways_give_the_same_graph_at_the_first_load_and_at_a_change(
    database: Database, embeddings: Path, address: str, tmp_path: Path
) -> None:
    changed = rows(unit_vectors(len(ODD_NAMES), seed=2), list(reversed(ODD_NAMES)))
    after = write_embeddings(tmp_path / "after.parquet", changed, provenance())
    write_import_csv(PhotoRows(after), tmp_path / "www/after.csv")
    ways = [
        (LoadOptions(via=LoadWay.FILE), LoadOptions(via=LoadWay.FILE)),
        (LoadOptions(via=LoadWay.DRIVER), LoadOptions(via=LoadWay.DRIVER)),
        (LoadOptions(url=address), LoadOptions(url=address.replace("photos.csv", "after.csv"))),
    ]

    graphs = []
    for first, second in ways:
        run(database, "MATCH (n) DETACH DELETE n")
        loads = [load_collection(embeddings, database, home(), first)]
        graphs.append(whole_graph(database))
        loads += [load_collection(after, database, home(), second) for _ in range(2)]
        graphs.append(whole_graph(database))
        assert [(done.created, done.updated) for done in loads] == [(12, 0), (0, 12), (0, 0)]

    assert graphs[0] == graphs[2] == graphs[4]
    assert graphs[1] == graphs[3] == graphs[5]
    assert graphs[0] != graphs[1]


def test_both_statements_have_the_same_body() -> None:
    csv, driver = merge_from_csv().text.splitlines(), merge_from_driver().text.splitlines()

    differing = [(a, b) for a, b in zip(csv, driver, strict=True) if a != b]

    assert differing == [
        ("LOAD CSV WITH HEADERS FROM $url AS row", "UNWIND $rows AS row"),
        ("} IN TRANSACTIONS OF $batch ROWS", "}"),
    ]


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        ("embedding", "1;0;0;0;0;0;0", "has an embedding of 7 numbers, not 8"),
        ("embedding", "NaN;0;0;0;0;0;0;0", "has an embedding that is not finite"),
        ("embedding", "Infinity;0;0;0;0;0;0;0", "has an embedding that is not finite"),
        ("embedding", "one;0;0;0;0;0;0;0", "has text instead of a number in its embedding"),
        ("embedding", "2;0;0;0;0;0;0;0", "has an embedding of length 2.0, not 1"),
        ("embedding", "", "has no embedding"),
        ("path", "", "has no path"),
        ("width", "wide", "has no whole number"),
        ("latitude", "91.5", "has no number as latitude"),
        ("takenAt", "yesterday", "has no time as takenAt"),
        ("labelScores", "NaN", "has other labels than scores"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_before_anything_is_written(
    database: Database,
    embeddings: Path,
    address: str,
    tmp_path: Path,
    column: str,
    text: str,
    problem: str,
) -> None:
    spoil(tmp_path / "www/photos.csv", line=5, column=column, text=text)

    with pytest.raises(PhotographError, match=rf"Line 5 of {address} {problem}"):
        load_collection(embeddings, database, home(), LoadOptions(url=address))

    assert whole_graph(database) == ({}, [])


@pytest.mark.parametrize("end", ['"a" b', '"'])
def test_a_csv_with_a_quote_that_is_none_is_refused_in_one_line(
    database: Database, embeddings: Path, address: str, tmp_path: Path, end: str
) -> None:
    csv = tmp_path / "www/photos.csv"
    csv.write_text(csv.read_text() + end)

    with pytest.raises(PhotographError, match="Write it again"):
        load_collection(embeddings, database, home(), LoadOptions(url=address))

    assert whole_graph(database) == ({}, [])


def spoil(csv: Path, line: int, column: str, text: str) -> None:
    lines = csv.read_text().splitlines()
    fields = lines[line - 1].split(",")
    fields[lines[0].replace('"', "").split(",").index(column)] = text
    lines[line - 1] = ",".join(fields)
    csv.write_text("\n".join(lines) + "\n")


def test_a_csv_of_another_collection_and_one_that_is_not_there_are_refused(
    database: Database, embeddings: Path, address: str, tmp_path: Path
) -> None:
    csv = tmp_path / "www/photos.csv"
    csv.write_text("\n".join(csv.read_text().splitlines()[:-1]) + "\n")

    for url, problem in [
        (address, "has 11 rows for 12 photos"),
        (f"{address}.none", "can't read"),
        ("photos.csv", "is no address"),
    ]:
        with pytest.raises(PhotographError, match=problem):
            load_collection(embeddings, database, home(), LoadOptions(url=url))

    assert whole_graph(database) == ({}, [])


def test_a_folder_that_the_server_does_not_read_is_told_in_one_line(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = choose_way(database, None, tmp_path)

    assert chosen is LoadWay.DRIVER
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"can't read files in {tmp_path}: the photos go through the driver" in told
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(PhotographError, match="NEO4J_IMPORT"):
        choose_way(database, LoadWay.FILE, tmp_path)


def test_a_name_that_could_be_cypher_is_no_property_name() -> None:
    for name in ("a b", "x) DETACH DELETE photo //", "", "é", "a`b", "x" * 41):
        with pytest.raises(PhotographError, match="can't name a property"):
            property_names(name)
