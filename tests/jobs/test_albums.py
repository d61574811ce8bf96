"""Albums of photos in clear clusters: which, their covers, and what lasts from run to run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.albums.find import AlbumOptions, albums_of, find_albums
from photograph.jobs.albums.write import write_albums
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.options import LoadOptions
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run, run_photograph
from tests.embeddings import photo_row, provenance, write_embeddings
from tests.test_failures import assert_one_line

pytestmark = pytest.mark.slow

ROOT, NETWORK = "holiday", "test-network"
Album = frozenset[str]


def rows_of(cluster: int, photos: Sequence[int], **columns: Any) -> list[dict[str, Any]]:
    """Photos of one cluster: 0-00.jpg and on, each the same whatever others there are."""
    rows = []
    for number in photos:
        vector = 0.12 * np.random.default_rng([cluster, number]).normal(size=8)
        vector[cluster] += 1
        name = f"{cluster}-{number:02}.jpg"
        rows.append(photo_row(name, vector / np.linalg.norm(vector), **columns))
    return rows


def load(database: Database, folder: Path, rows: list[dict[str, Any]]) -> None:
    """Loads and links exactly these photos."""
    file = write_embeddings(folder / "e.parquet", rows, provenance())
    load_collection(file, database, home(), LoadOptions(prune=True))
    link_photos(database, home(), LinkOptions(NETWORK, top_k=5, cutoff=0.5, full=True))


def make(database: Database, **options: Any) -> None:
    write_albums(database, find_albums(database, AlbumOptions(**options)))


def three(photos: int = 6) -> list[dict[str, Any]]:
    return [row for cluster in range(3) for row in rows_of(cluster, range(photos))]


@pytest.fixture
def albums(database: Database, tmp_path: Path) -> Database:
    """Three clusters of six photos, in albums."""
    load(database, tmp_path, three())
    make(database)
    return database


def members(database: Database) -> dict[str, Album]:
    """The paths of each album, by its `albumId`; fails where a photo is in two."""
    found = albums_of(database, ROOT, NETWORK)
    edges = run(database, "MATCH (:Photo)-[i:IN_ALBUM]->(:Album) RETURN count(i) AS edges")
    assert edges[0]["edges"] == len(found)
    return {key: frozenset(p for p, k in found.items() if k == key) for key in found.values()}


def cluster(number: int, photos: int = 6) -> Album:
    return frozenset(f"{number}-{photo:02}.jpg" for photo in range(photos))


def album_of(database: Database, path: str) -> dict[str, Any]:
    [row] = run(
        database,
        """MATCH (:Photo {path: $path})-[:IN_ALBUM]->(album:Album)
        RETURN properties(album) AS album""",
        path=path,
    )
    found: dict[str, Any] = row["album"]
    return found


def test_each_cluster_is_an_album(albums: Database) -> None:
    assert set(members(albums).values()) == {cluster(0), cluster(1), cluster(2)}
    found = album_of(albums, "0-00.jpg")
    assert found["photos"] == 6
    assert found["network"] == NETWORK
    assert found["namedByPerson"] is False
    assert found["firstTakenAt"].to_native() == datetime(2024, 6, 12, 18, 45, 1)
    assert (found["location"].latitude, found["location"].longitude) == pytest.approx((46.5, -8.25))


def test_names_tell_what_and_when_and_differ(albums: Database) -> None:
    names = {row["n"] for row in run(albums, "MATCH (a:Album) RETURN a.name AS n")}

    assert len(names) == 3
    assert all(name.startswith("daisy, bee; 50% · June 2024") for name in names)


def test_the_cover_is_the_photo_of_the_highest_weighted_degree_inside(albums: Database) -> None:
    best = run(
        albums,
        """MATCH (p:Photo)-[:IN_ALBUM]->(a:Album)<-[:IN_ALBUM]-(q:Photo)
        MATCH (p)-[r:IS_SIMILAR_TO]-(q)
        WITH a, p, sum(r.cosineSimilarity ^ 3) AS degree
        ORDER BY degree DESC
        RETURN a.albumId AS album, head(collect(p.path)) AS cover""",
    )
    covers = run(
        albums,
        "MATCH (a:Album)-[:HAS_COVER]->(p:Photo) RETURN a.albumId AS album, p.path AS cover",
    )

    assert len(covers) == 3
    assert {row["album"]: row["cover"] for row in covers} == {
        row["album"]: row["cover"] for row in best
    }


def test_a_second_run_changes_nothing(albums: Database) -> None:
    before = (
        members(albums),
        run(albums, "MATCH (a:Album) RETURN properties(a) AS a ORDER BY a.albumId"),
    )

    make(albums)

    after = (
        members(albums),
        run(albums, "MATCH (a:Album) RETURN properties(a) AS a ORDER BY a.albumId"),
    )
    assert after == before


def test_albums_stay_the_same_ones_as_photos_come_and_go(albums: Database, tmp_path: Path) -> None:
    before = members(albums)
    rows = [*rows_of(0, range(9)), *rows_of(1, range(2, 6)), *rows_of(3, range(4))]
    load(albums, tmp_path, rows)

    make(albums)

    after = members(albums)
    old = {paths: key for key, paths in before.items()}
    assert after[old[cluster(0)]] == cluster(0, 9)
    assert after[old[cluster(1)]] == cluster(1) - cluster(1, 2)
    assert set(after.values()) == {*map(after.get, before.keys() & after.keys()), cluster(3, 4)}
    assert old[cluster(2)] not in {
        a["k"] for a in run(albums, "MATCH (a:Album) RETURN a.albumId AS k")
    }
    assert album_of(albums, "0-08.jpg")["photos"] == 9


@pytest.mark.parametrize("by", ["command", "browser"])
def test_a_name_that_a_person_gave_stays(albums: Database, tmp_path: Path, by: str) -> None:
    old = album_of(albums, "0-00.jpg")["name"]
    if by == "command":
        ran = run_photograph("albums", "--name", old, "Our garden")
        assert ran.code == 0, ran.err
    else:
        run(albums, "MATCH (a:Album {name: $old}) SET a.name = 'Our garden'", old=old)
    load(albums, tmp_path, [*rows_of(0, range(2, 12)), *rows_of(1, range(6))])

    make(albums)

    found = album_of(albums, "0-11.jpg")
    assert (found["name"], found["namedByPerson"]) == ("Our garden", True)
    assert found["proposedName"].startswith("daisy")
    load(albums, tmp_path, rows_of(1, range(6)))
    make(albums)
    [empty] = run(albums, "MATCH (a:Album {name: 'Our garden'}) RETURN a.photos AS photos")
    assert empty["photos"] == 0


def test_what_a_person_drew_stays(albums: Database) -> None:
    run(
        albums,
        """MATCH (a:Album)<-[:IN_ALBUM]-(:Photo {path: '0-00.jpg'})
        MATCH (other:Photo {path: '1-00.jpg'}), (mine:Photo {path: '0-05.jpg'})
        SET a.mood = 'sunny'
        CREATE (other)-[:IN_ALBUM {by: 'me'}]->(a)
        CREATE (trip:Trip)-[:HAS]->(a)
        CREATE (other)-[:IN_ALBUM]->(:Album {name: 'my own'})
        WITH a, mine
        MATCH (a)-[cover:HAS_COVER]->()
        DELETE cover
        CREATE (a)-[:HAS_COVER {by: 'me'}]->(mine)""",
    )

    make(albums)
    make(albums, resolution=2.0)

    [row] = run(
        albums,
        """MATCH (:Trip)-[:HAS]->(a:Album)<-[i:IN_ALBUM {by: 'me'}]-(:Photo {path: '1-00.jpg'})
        RETURN a.mood AS mood, a.photos AS photos, keys(i) AS keys,
          COLLECT { MATCH (a)-[:HAS_COVER]->(c) RETURN c.path } AS covers""",
    )
    assert row == {"mood": "sunny", "photos": 7, "keys": ["by"], "covers": ["0-05.jpg"]}
    assert run(albums, "MATCH (:Photo)-[:IN_ALBUM]->(a:Album {name: 'my own'}) RETURN a")


def test_photos_that_a_person_said_are_not_similar_make_no_album(
    database: Database, tmp_path: Path
) -> None:
    load(database, tmp_path, [*rows_of(0, range(2)), *rows_of(1, range(3))])
    make(database)
    before = set(members(database).values())
    run(
        database,
        """MATCH (a:Photo {path: '0-00.jpg'}), (b:Photo {path: '0-01.jpg'})
        CREATE (b)-[:NOT_SIMILAR_TO]->(a)""",
    )

    make(database)

    assert before == {cluster(0, 2), cluster(1, 3)}
    assert set(members(database).values()) == {cluster(1, 3)}
    assert len(run(database, "MATCH (a:Album) RETURN a")) == 1
    run(
        database,
        "MATCH (p:Photo) MATCH (q:Photo) WHERE p.path < q.path CREATE (p)-[:NOT_SIMILAR_TO]->(q)",
    )
    make(database)
    assert run(database, "MATCH (a:Album) RETURN a") == []


def test_an_album_is_split_at_a_gap_in_time_between_places(
    database: Database, tmp_path: Path
) -> None:
    there = {"taken_at": datetime(2022, 1, 5), "latitude": 60.2, "longitude": 24.9}
    unknown = {"taken_at": None, "latitude": None, "longitude": None}
    later = {"taken_at": datetime(2023, 1, 5)}
    early, late = rows_of(0, range(4), **there), rows_of(0, range(4, 8))
    rows = [*early, *late, *rows_of(0, [8], **unknown)]
    load(database, tmp_path, [*rows, *rows_of(1, range(3)), *rows_of(1, range(3, 6), **later)])

    make(database)
    found = set(members(database).values())
    make(database, gap=10 * 366 * 86_400.0)
    whole = set(members(database).values())

    assert whole == {cluster(0, 9), cluster(1)}
    assert cluster(1) in found  # a gap of more than a year, but in one place and well linked
    assert {paths - {"0-08.jpg"} for paths in found - {cluster(1)}} == {
        cluster(0, 4),
        cluster(0, 8) - cluster(0, 4),
    }
    assert {"0-08.jpg"} < frozenset().union(*found)


def test_small_ones_are_no_albums(albums: Database, tmp_path: Path) -> None:
    load(albums, tmp_path, [*rows_of(0, range(6)), *rows_of(1, range(3))])

    make(albums, min_photos=4)

    assert set(members(albums).values()) == {cluster(0)}


def test_the_command(albums: Database) -> None:
    shown = run_photograph("albums")
    spoken = json.loads(run_photograph("albums", "--json").out)

    assert shown.code == 0, shown.err
    for done in ("Reading photos", "Reading links", "Writing albums"):
        assert f"{done}: 18 of 18 photos" in shown.err
    assert shown.out.splitlines()[0].split() == ["name", "photos", "dates", "cover"]
    assert len(spoken) == 3
    for album in spoken:
        [line] = [row for row in shown.out.splitlines() if row.startswith(album["name"] + "  ")]
        assert line.split()[-3:] == ["6", "2024-06-12", album["cover"].partition("/")[2]]
        assert members(albums)[album["albumId"]] == {p.partition("/")[2] for p in album["photos"]}


def test_a_dry_run_writes_nothing(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, three())

    ran = run_photograph("albums", "--dry-run", "--json")

    assert len(json.loads(ran.out)) == 3
    assert run(database, "MATCH (a:Album) RETURN a") == []
    assert run(database, "CALL gds.graph.list() YIELD graphName RETURN graphName") == []


def test_failures_are_one_line(albums: Database) -> None:
    one, other = (album_of(albums, f"{n}-00.jpg")["name"] for n in (0, 1))

    unknown = run_photograph("albums", "--name", "none", "new")
    taken = run_photograph("albums", "--name", one, other)
    gap = run_photograph("albums", "--gap", "long")
    run(albums, "MATCH ()-[r:IS_SIMILAR_TO]->() DELETE r")

    assert_one_line(unknown, "No album is called 'none'", "photograph albums --dry-run")
    assert_one_line(taken, "Another album is called", "Choose another name")
    assert_one_line(gap, "'long' is not a time", "30d")
    with pytest.raises(PhotographError, match="are linked, so they make no albums"):
        find_albums(albums, AlbumOptions())


def test_an_album_that_ends_sets_its_name_free(albums: Database, tmp_path: Path) -> None:
    load(albums, tmp_path, rows_of(3, range(4)))

    make(albums)

    assert album_of(albums, "3-00.jpg")["name"] == "daisy, bee; 50% · June 2024"


def copies_of(row: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Files of nearly the same embedding as this photo, as its copies have."""
    rows = []
    for number in range(count):
        off = 0.001 * np.random.default_rng([number, 7]).normal(size=8)
        vector = np.asarray(row["embedding"]) + off
        rows.append(photo_row(f"copy-{number:02}-{row['path']}", vector / np.linalg.norm(vector)))
    return rows


def draw_copies(database: Database, *pairs: tuple[str, str]) -> None:
    run(
        database,
        """UNWIND $pairs AS pair
        MATCH (copy:Photo {path: pair[0]}), (of:Photo {path: pair[1]})
        CREATE (copy)-[:COPY_OF {kind: 'resized', score: 1.0, runId: 'r'}]->(of)""",
        pairs=[list(pair) for pair in pairs],
    )


def test_copies_are_where_their_photo_is_and_count_for_nothing(
    database: Database, tmp_path: Path
) -> None:
    many, alone = rows_of(1, range(6)), rows_of(3, [0])
    crowd, few = copies_of(many[0], 12), copies_of(alone[0], 3)
    load(database, tmp_path, [*rows_of(0, range(6)), *many, *crowd, *alone, *few])
    names = [row["path"] for row in crowd]
    # The last one is a copy of a copy: what was cropped from it, say.
    draw_copies(database, *((name, "1-00.jpg") for name in names[:-1]), (names[-1], names[0]))
    draw_copies(database, *((row["path"], "3-00.jpg") for row in few))

    make(database)

    assert set(members(database).values()) == {cluster(0), cluster(1) | {*names}}
    assert album_of(database, "1-05.jpg")["photos"] == 6
    [cover] = run(
        database,
        "MATCH (:Photo {path: '1-05.jpg'})-->(:Album)-[:HAS_COVER]->(c) RETURN c.path AS p",
    )
    assert cover["p"] in cluster(1)
    told = json.loads(run_photograph("albums", "--dry-run", "--json").out)
    assert {copy for album in told for copy in album["copies"]} == {f"{ROOT}/{n}" for n in names}


def test_two_photos_that_a_person_called_copies_of_each_other_stay_in_their_album(
    albums: Database,
) -> None:
    draw_copies(albums, ("0-00.jpg", "0-01.jpg"), ("0-01.jpg", "0-00.jpg"))

    make(albums)

    assert set(members(albums).values()) == {cluster(0), cluster(1), cluster(2)}
    assert album_of(albums, "0-00.jpg")["photos"] == 6


def test_a_copy_of_what_can_be_no_member_stays_in_its_album(albums: Database) -> None:
    """Another program may have written a photo without a path."""
    run(
        albums,
        """MATCH (copy:Photo {path: '0-05.jpg'})
        CREATE (copy)-[:COPY_OF {kind: 'resized', score: 1.0, runId: 'r'}]->(:Photo {root: 'r'})""",
    )

    make(albums)

    assert set(members(albums).values()) == {cluster(0), cluster(1), cluster(2)}
    assert album_of(albums, "0-05.jpg")["photos"] == 6
