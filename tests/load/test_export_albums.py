"""Albums come back from an export as they were, with what a person made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.albums.colours import colour_albums
from photograph.jobs.albums.find import AlbumOptions, find_albums
from photograph.jobs.albums.write import write_albums
from photograph.load.export import ExportReport, export_graph
from photograph.load.restore import RestoreReport, restore
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photos_file
from tests.load.whole_graph import link, whole_graph

pytestmark = pytest.mark.slow

PHOTOS = 30

DRAWN = """
MATCH (best:Photo)<-[cover:HAS_COVER]-(album:Album)<-[:IN_ALBUM]-(chosen:Photo)
WITH album, cover, best, chosen
ORDER BY album.albumId, chosen.path
WHERE chosen <> best
LIMIT 1
MATCH (other:Photo)
WHERE NOT (other)-[:IN_ALBUM]->(album)
WITH *
ORDER BY other.path
LIMIT 1
SET album.name = 'Our garden', album.namedByPerson = true, album.photos = album.photos + 1
DELETE cover
CREATE (album)-[:HAS_COVER]->(chosen)
CREATE (other)-[:IN_ALBUM]->(album)
RETURN album.albumId AS album, chosen.path AS cover, other.path AS member
"""


def make(database: Database) -> None:
    write_albums(database, find_albums(database, AlbumOptions()))


@pytest.fixture
def drawn(database: Database, tmp_path: Path) -> dict[str, str]:
    """Photos in albums; one has a name, a cover and a photo that a person gave it."""
    load_collection(photos_file(tmp_path / "e.parquet", PHOTOS)[0], database, home())
    link(database, cutoff=0.5)
    make(database)
    [row] = run(database, DRAWN)
    colour_albums(database)
    return row


def albums(database: Database) -> list[dict[str, Any]]:
    """Each of our albums with its photos and covers, less the runs that put them there."""
    return run(
        database,
        """MATCH (a:Album)
        WHERE a.albumId IS NOT NULL
        RETURN
          a.albumId AS id, a.name AS name, a.namedByPerson AS named, a.photos AS photos,
          COLLECT {
            MATCH (p)-[i:IN_ALBUM]->(a) RETURN [p.path, i.runId IS NULL] AS m ORDER BY m
          } AS m,
          COLLECT {
            MATCH (a)-[c:HAS_COVER]->(p) RETURN [p.path, c.runId IS NULL] AS c ORDER BY c
          } AS c
        ORDER BY id""",
    )


def rebuild(database: Database, folder: Path) -> RestoreReport:
    """Exports, wipes and loads back."""
    export_graph(folder, database)
    run(database, "MATCH (n) DETACH DELETE n")
    return restore(folder, database)


def test_albums_loaded_into_an_empty_database_are_the_same(
    database: Database, drawn: dict[str, str], tmp_path: Path
) -> None:
    before, count = whole_graph(database), len(albums(database))

    restored = rebuild(database, tmp_path / "out")

    assert count > 2
    assert restored.albums == count
    assert whole_graph(database) == before
    restore(tmp_path / "out", database)
    assert whole_graph(database) == before


def test_the_next_albums_keeps_them_with_what_a_person_made(
    database: Database, drawn: dict[str, str], tmp_path: Path
) -> None:
    before = albums(database)
    rebuild(database, tmp_path / "out")

    make(database)

    assert albums(database) == before
    [mine] = [album for album in before if album["id"] == drawn["album"]]
    assert (mine["name"], mine["named"], mine["c"]) == (
        "Our garden",
        True,
        [[drawn["cover"], True]],
    )
    assert [drawn["member"], True] in mine["m"]


def test_what_is_in_the_graph_by_a_person_stays_and_what_is_ours_follows_the_export(
    database: Database, drawn: dict[str, str], tmp_path: Path
) -> None:
    exported = albums(database)
    export_graph(tmp_path / "out", database)
    [other] = [album["id"] for album in exported if album["id"] != drawn["album"]][:1]
    moved = exported[[album["id"] for album in exported].index(other)]["m"][0][0]
    run(
        database,
        """MATCH (a:Album {albumId: $other})-[cover:HAS_COVER]->(), (mine:Album {albumId: $mine})
        MATCH (p:Photo {path: $moved})-[in:IN_ALBUM]->(a)
        SET a.name = 'Summer', mine.name = 'Another name'
        DELETE in, cover
        CREATE (p)-[:IN_ALBUM {runId: 'later'}]->(mine)
        CREATE (a)-[:HAS_COVER {runId: 'later'}]->(p)""",
        other=other,
        mine=drawn["album"],
        moved=moved,
    )

    restore(tmp_path / "out", database)

    after = albums(database)
    names = {album["id"]: album["name"] for album in exported}
    assert {album["id"]: album["name"] for album in after} == {
        **names,
        other: "Summer",
        drawn["album"]: "Another name",
    }
    parts = [[(a["id"], a["m"], a["c"], a["photos"]) for a in found] for found in (after, exported)]
    assert parts[0] == parts[1]


def test_albums_that_are_not_ours_are_neither_exported_nor_touched(
    database: Database, drawn: dict[str, str], tmp_path: Path
) -> None:
    run(
        database,
        """MATCH (p:Photo {path: 'p001.jpg'})
        CREATE (p)-[:IN_ALBUM]->(:Album {name: 'my own'})-[:HAS_COVER]->(p)""",
    )
    before = whole_graph(database)

    exported = export_graph(tmp_path / "out", database)
    restore(tmp_path / "out", database)

    assert whole_graph(database) == before
    names = pq.read_table(tmp_path / "out/albums.parquet")["name"].to_pylist()
    assert "Our garden" in names
    assert "my own" not in names
    assert exported == ExportReport(PHOTOS, exported.edges, len(names))


def test_an_export_of_before_there_were_albums_is_loaded(
    database: Database, drawn: dict[str, str], tmp_path: Path
) -> None:
    export_graph(tmp_path / "out", database)
    (tmp_path / "out/albums.parquet").unlink()
    before = whole_graph(database)

    restored = restore(tmp_path / "out", database)

    assert restored == RestoreReport(PHOTOS, restored.edges, 1, 0)
    assert whole_graph(database) == before


def test_a_broken_file_of_albums_is_told_before_anything_is_written(
    database: Database, drawn: dict[str, str], tmp_path: Path
) -> None:
    export_graph(tmp_path / "out", database)
    run(database, "MATCH (n) DETACH DELETE n")
    file = tmp_path / "out/albums.parquet"
    short, whole = file.read_bytes()[:-9], pq.read_table(file)

    file.write_bytes(short)
    with pytest.raises(PhotographError, match=r"albums\.parquet can't be read"):
        restore(tmp_path / "out", database)
    pq.write_table(whole.drop_columns("members"), file)
    with pytest.raises(PhotographError, match=r"albums\.parquet has no column members"):
        restore(tmp_path / "out", database)

    assert whole_graph(database) == ({}, [])
