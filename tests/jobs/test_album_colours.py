"""Each album has a colour that it keeps, and its photos a label of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.graph.database import Database
from photograph.jobs.albums.colours import COLOURS, choose_colours
from photograph.jobs.albums.find import AlbumOptions, find_albums
from photograph.jobs.albums.write import write_albums
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photos_file
from tests.load.whole_graph import link

pytestmark = pytest.mark.slow

COLOURED = """
MATCH (photo:Photo)-[:IN_ALBUM]->(album:Album)
RETURN photo.path AS path, album.albumId AS album, album.colour AS colour,
  [label IN labels(photo) WHERE label <> 'Photo'] AS labels
"""


def make(database: Database) -> None:
    write_albums(database, find_albums(database, AlbumOptions()))


@pytest.fixture
def albums(database: Database, tmp_path: Path) -> dict[str, int]:
    """The colours of albums of thirty photos."""
    load_collection(photos_file(tmp_path / "e.parquet", 30)[0], database, home())
    link(database, cutoff=0.5)
    make(database)
    return {row["album"]: row["colour"] for row in run(database, COLOURED)}


def test_albums_get_the_colour_that_the_fewest_have() -> None:
    assert choose_colours([None] * 3) == [1, 2, 3]
    assert choose_colours([2, None, None, 1]) == [2, 3, 4, 1]
    many = choose_colours([None] * (COLOURS + 2))
    assert many == [*range(1, COLOURS + 1), 1, 2]


def test_each_photo_has_the_one_label_of_its_album(
    database: Database, albums: dict[str, int]
) -> None:
    rows = run(database, COLOURED)

    assert len(albums) > 1
    assert len(set(albums.values())) == len(albums)
    assert rows
    assert all(row["labels"] == [f"AlbumColour{row['colour']}"] for row in rows)


def test_albums_keep_their_colours_and_photos_follow_their_album(
    database: Database, albums: dict[str, int]
) -> None:
    one, other, *_ = sorted(albums)
    run(
        database,
        "MATCH (photo:Photo)-[inAlbum:IN_ALBUM]->(:Album {albumId: $one}) "
        "WITH inAlbum, photo ORDER BY photo.path LIMIT 1 "
        "MATCH (other:Album {albumId: $other}) "
        "CREATE (photo)-[:IN_ALBUM]->(other) DELETE inAlbum "
        "SET photo:Mine",
        one=one,
        other=other,
    )

    make(database)

    rows = run(database, COLOURED)
    assert {row["album"]: row["colour"] for row in rows} == albums
    moved = [row for row in rows if "Mine" in row["labels"]]
    assert {row["album"] for row in moved} == {one, other}  # put there by a person, and by us
    for row in rows:
        colour = albums[other] if row in moved else row["colour"]
        assert set(row["labels"]) - {"Mine"} == {f"AlbumColour{colour}"}


def test_a_photo_in_no_album_has_no_colour(database: Database, albums: dict[str, int]) -> None:
    run(database, "MATCH (album:Album) DETACH DELETE album")
    run(database, "MATCH ()-[edge:IS_SIMILAR_TO]->() WITH edge LIMIT 100000 DELETE edge")
    link(database, cutoff=0.99999)
    run(
        database,
        "MATCH (a:Photo {path: 'p000.jpg'}), (b:Photo {path: 'p001.jpg'}) "
        "CREATE (a)-[:IS_SIMILAR_TO {method: 'knn', network: 'test-network', runId: 'x', "
        "cosineSimilarity: 0.9}]->(b)",
    )

    make(database)

    rows = run(
        database,
        "MATCH (p:Photo) WHERE NOT EXISTS { (p)-[:IN_ALBUM]->() } RETURN labels(p) AS labels",
    )
    assert len(rows) == 28
    assert all(row["labels"] == ["Photo"] for row in rows)
