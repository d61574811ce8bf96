"""Groups of photos from what people said and cameras did, never from what a network found."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.albums.find import AlbumOptions, albums_of, find_albums
from photograph.jobs.albums.write import write_albums
from photograph.jobs.groups.graph_groups import GraphGroups, read_graph_groups
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.verdicts import PairVerdict, give_verdict
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run, run_photograph
from tests.embeddings import photo_row, provenance, write_embeddings

ROOT, NETWORK = "holiday", "test-network"
NOON = datetime(2024, 6, 12, 12)
NOWHEN: dict[str, Any] = {"taken_at": None, "utc_offset": None}
Photo = dict[str, Any]


def at(seconds: float, offset: str | None = None, **columns: Any) -> Photo:
    """A photo taken so many seconds after noon by the camera's clock."""
    return {"taken_at": NOON + timedelta(seconds=seconds), "utc_offset": offset, **columns}


def load(database: Database, folder: Path, photos: dict[str, Photo], root: str = ROOT) -> None:
    """Loads photos by path, each with its time and what else differs."""
    rows = [
        photo_row(path, [1.0] + [0.0] * 7, **{**NOWHEN, **photo}) for path, photo in photos.items()
    ]
    file = write_embeddings(folder / f"{root}.parquet", rows, provenance(root=root))
    load_collection(file, database, home())


def plain(database: Database, folder: Path, names: str, root: str = ROOT) -> None:
    """Photos a.jpg, b.jpg, … that do not say when they were taken."""
    load(database, folder, {f"{name}.jpg": {} for name in names}, root)


def draw_album(database: Database, name: str, names: str, root: str = ROOT) -> None:
    """An album of a person, as they would draw it in Browser."""
    run(
        database,
        """CREATE (album:Album {name: $name})
        WITH album
        MATCH (photo:Photo {root: $root})
        WHERE photo.path IN $paths
        CREATE (photo)-[:IN_ALBUM]->(album)""",
        name=name,
        root=root,
        paths=[f"{one}.jpg" for one in names],
    )


def say(database: Database, verdict: PairVerdict, *pairs: str) -> None:
    for pair in pairs:
        give_verdict(database, verdict, f"{ROOT}/{pair[0]}.jpg", f"{ROOT}/{pair[1]}.jpg")


def groups_of(found: GraphGroups) -> dict[str, str]:
    """The photos of each group as a word of their names, by the group's name."""
    names = dict.fromkeys(found.groups.values())
    return {
        name: "".join(
            sorted(path[: -len(".jpg")] for path, own in found.groups.items() if own == name)
        )
        for name in names
    }


def bursts(database: Database, folder: Path, photos: dict[str, Photo], **options: int) -> set[str]:
    load(database, folder, {f"{name}.jpg": photo for name, photo in photos.items()})
    return set(groups_of(read_graph_groups(database, ROOT, **options)).values())


@pytest.fixture
def computed(database: Database, tmp_path: Path) -> Database:
    """Two albums that photograph made: a, b and c, and d, e and f."""
    axes = [[1.0] + [0.0] * 7, [0.0, 1.0] + [0.0] * 6]
    rows = [
        photo_row(f"{name}.jpg", axes[number >= 3], **NOWHEN)
        for number, name in enumerate("abcdef")
    ]
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())
    load_collection(file, database, home())
    link_photos(database, home(), LinkOptions(NETWORK, cutoff=0.5))
    write_albums(database, find_albums(database, AlbumOptions()))
    albums = albums_of(database, ROOT, NETWORK)
    assert albums["a.jpg"] == albums["b.jpg"] == albums["c.jpg"] != albums["d.jpg"]
    return database


def name_of_album_with(database: Database, path: str) -> str:
    [row] = run(
        database,
        "MATCH (:Photo {path: $path})-[:IN_ALBUM]->(album) RETURN album.name AS name",
        path=path,
    )
    return str(row["name"])


@pytest.mark.slow
def test_albums_that_photograph_made_and_nobody_touched_are_no_groups(computed: Database) -> None:
    with pytest.raises(PhotographError, match=r"does not say .* holiday .*albums --name"):
        read_graph_groups(computed, ROOT)


@pytest.mark.slow
@pytest.mark.parametrize("by", ["command", "browser"])
def test_an_album_that_a_person_named_is_a_group(computed: Database, by: str) -> None:
    old = name_of_album_with(computed, "a.jpg")
    if by == "command":
        ran = run_photograph("albums", "--name", old, "Our garden")
        assert ran.code == 0, ran.err
    else:
        run(computed, "MATCH (a:Album {name: $old}) SET a.name = 'Our garden'", old=old)

    found = read_graph_groups(computed, ROOT)

    assert groups_of(found) == {"album holiday: Our garden": "abc"}
    assert found.counts == {"albums": 3, "verdicts": 0, "bursts": 0}
    write_albums(computed, find_albums(computed, AlbumOptions()))
    assert read_graph_groups(computed, ROOT) == found


def test_what_a_person_put_into_an_album_of_the_program_is_together(computed: Database) -> None:
    run(
        computed,
        """MATCH (:Photo {path: 'a.jpg'})-[:IN_ALBUM]->(album)
        MATCH (photo:Photo)
        WHERE photo.path IN ['e.jpg', 'f.jpg']
        CREATE (photo)-[:IN_ALBUM]->(album)""",
    )

    found = read_graph_groups(computed, ROOT)

    assert groups_of(found) == {f"album holiday: {name_of_album_with(computed, 'a.jpg')}": "ef"}


def test_an_album_of_a_person_is_a_group(database: Database, tmp_path: Path) -> None:
    plain(database, tmp_path, "abcd")
    draw_album(database, "The lake, 50% é\t'x'", "ab")
    draw_album(database, "Alone", "c")

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {"album holiday: The lake, 50% é\t'x'": "ab"}
    assert found.apart == frozenset()


def test_albums_of_one_name_or_none_are_called_by_their_first_photo(
    database: Database, tmp_path: Path
) -> None:
    plain(database, tmp_path, "abcdefgh")
    for name, names in (("Sea", "ba"), ("Sea", "cd"), ("", "ef"), ("holiday/a.jpg", "gh")):
        draw_album(database, name, names)
    run(database, "MATCH (album:Album {name: ''}) REMOVE album.name")

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {
        "album holiday/a.jpg": "ab",
        "album holiday/c.jpg": "cd",
        "album holiday/e.jpg": "ef",
        "album holiday: holiday/a.jpg": "gh",
    }


def test_albums_that_share_a_photo_are_one_group_with_the_name_of_the_larger(
    database: Database, tmp_path: Path
) -> None:
    plain(database, tmp_path, "abcd")
    draw_album(database, "Alps", "ab")
    draw_album(database, "Walks", "bcd")
    draw = "MATCH (p:Photo)-[:IN_ALBUM]->(a:Album {name: 'Alps'}) CREATE (p)-[:IN_ALBUM]->(a)"
    run(database, draw)  # what is drawn twice counts once

    assert groups_of(read_graph_groups(database, ROOT)) == {"album holiday: Walks": "abcd"}


def test_photos_that_are_both_kept_are_together(database: Database, tmp_path: Path) -> None:
    plain(database, tmp_path, "abcde")
    say(database, PairVerdict.KEEP_BOTH, "cb", "cd")

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {"kept holiday/b.jpg": "bcd"}
    assert found.counts == {"albums": 0, "verdicts": 3, "bursts": 0}


def test_a_burst_is_of_one_camera_and_of_a_few_seconds(database: Database, tmp_path: Path) -> None:
    other = {"camera_model": "Model 2"}
    photos = {
        "a": at(0),
        "b": at(10),
        "c": at(19.5),
        "d": at(30),
        "e": at(35, camera_make=None),
        "f": at(36, camera_model=None),
        "k": at(37, camera_make=None),
        "l": at(38, camera_model=None),
        "g": at(5, **other),
        "h": at(14, **other),
        "i": {},
        "j": {},
    }
    load(database, tmp_path, {f"{name}.jpg": photo for name, photo in photos.items()})

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {"burst holiday/a.jpg": "abc", "burst holiday/g.jpg": "gh"}
    assert found.counts == {"albums": 0, "verdicts": 0, "bursts": 5}
    closer = read_graph_groups(database, ROOT, seconds=9)
    assert set(groups_of(closer).values()) == {"gh"}


def test_a_time_lapse_is_cut_at_ten_times_the_seconds(database: Database, tmp_path: Path) -> None:
    photos = {chr(ord("a") + number): at(2 * number) for number in range(26)}

    found = bursts(database, tmp_path, photos, seconds=2)

    assert found == {"abcdefghijk", "lmnopqrstuv", "wxyz"}


def test_clocks_with_and_without_an_offset_are_one_camera_s(
    database: Database, tmp_path: Path
) -> None:
    photos = {
        "a": at(0),
        "b": at(5, "+02:00"),
        "c": at(10, "+02:00"),
        "d": at(15, "+01:00"),  # an hour after c
        "e": at(20),
        "f": at(3605, "+01:00"),
    }

    found = bursts(database, tmp_path, photos)

    types = run(
        database,
        """MATCH (p:Photo) RETURN p.path AS path, p.takenAt IS :: LOCAL DATETIME AS local
        ORDER BY path""",
    )
    assert [row["local"] for row in types] == [True, False, False, False, True, False]
    assert found == {"abc", "de"}


def test_copies_are_never_in_two_groups_and_make_none_alone(
    database: Database, tmp_path: Path
) -> None:
    same, twin = {"content_hash": "0" * 64}, {"content_hash": "1" * 64}
    photos = {"a": at(0, **same), "b": {}, "c": same, "x": at(900, **twin), "y": at(900, **twin)}
    load(database, tmp_path, {f"{name}.jpg": photo for name, photo in photos.items()})
    draw_album(database, "Twins", "xy")
    say(database, PairVerdict.KEEP_BOTH, "bc")

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {"kept holiday/a.jpg": "abc"}
    assert found.counts == {"albums": 0, "verdicts": 3, "bursts": 0}


def test_not_similar_splits_a_burst_where_its_photos_are_furthest_apart(
    database: Database, tmp_path: Path
) -> None:
    photos = {"a": at(0), "b": at(2), "c": at(8), "d": at(10), "e": at(14)}
    assert bursts(database, tmp_path, photos) == {"abcde"}

    say(database, PairVerdict.NOT_SIMILAR, "ea")
    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {"burst holiday/a.jpg": "ab", "burst holiday/c.jpg": "cde"}
    assert found.apart == {frozenset({"a.jpg", "e.jpg"})}
    assert found.counts["bursts"] == 5


def test_not_similar_splits_through_copies(database: Database, tmp_path: Path) -> None:
    same = {"content_hash": "0" * 64}
    load(database, tmp_path, {"a.jpg": at(0, **same), "b.jpg": at(0), "c.jpg": at(0, **same)})
    say(database, PairVerdict.NOT_SIMILAR, "ab")

    with pytest.raises(PhotographError, match="does not say which photos"):
        read_graph_groups(database, ROOT)


def test_not_similar_takes_bursts_and_verdicts_apart_but_no_album_of_a_person(
    database: Database, tmp_path: Path
) -> None:
    photos: dict[str, Photo] = {name: {} for name in "abcdefghz"}
    photos |= {"c": at(0), "d": at(1), "x": at(100), "y": at(101)}
    load(database, tmp_path, {f"{name}.jpg": photo for name, photo in photos.items()})
    draw_album(database, "Sea", "abc")
    draw_album(database, "Town", "de")
    say(database, PairVerdict.KEEP_BOTH, "fg", "gh", "ef", "yz")
    say(database, PairVerdict.NOT_SIMILAR, "ab", "ad", "fg", "fh", "xz")

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {
        "album holiday: Sea": "abc",
        "album holiday: Town": "def",
        "kept holiday/g.jpg": "gh",
        "kept holiday/y.jpg": "yz",
    }
    assert found.apart == {
        frozenset(f"{name}.jpg" for name in pair) for pair in ("ab", "ad", "fg", "fh", "xz")
    }
    assert found.counts == {"albums": 5, "verdicts": 6, "bursts": 0}


def test_a_person_s_word_names_a_group_before_a_camera(database: Database, tmp_path: Path) -> None:
    photos = {"a": at(0), "b": at(1), "c": {}, "d": at(900), "e": at(901), "f": {}}
    load(database, tmp_path, {f"{name}.jpg": photo for name, photo in photos.items()})
    draw_album(database, "Sea", "bc")
    draw_album(database, "One photo", "d")
    say(database, PairVerdict.KEEP_BOTH, "ef")

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {"album holiday: Sea": "abc", "kept holiday/d.jpg": "def"}
    assert found.counts == {"albums": 2, "verdicts": 2, "bursts": 4}


def test_two_roots_do_not_mix(database: Database, tmp_path: Path) -> None:
    there = "Müllers Fotos, é+ (x)"
    photos = {"a.jpg": at(0), 'ü\'b "1".jpg': at(1)}
    load(database, tmp_path, photos)
    load(database, tmp_path, {**photos, "c.jpg": {}}, there)
    draw_album(database, "Both", "a")
    draw_album(database, "Sea", "ac", there)
    run(
        database,
        """MATCH (album:Album {name: 'Both'}) MATCH (a:Photo {root: $here, path: 'a.jpg'})
        MATCH (b:Photo {root: $there, path: $path})
        CREATE (b)-[:IN_ALBUM]->(album), (b)-[:NOT_SIMILAR_TO]->(a), (a)-[:NOT_SIMILAR_TO]->(b)""",
        here=ROOT,
        there=there,
        path=[*photos][1],
    )

    here, beyond = read_graph_groups(database, ROOT), read_graph_groups(database, there)

    assert here.groups == dict.fromkeys(photos, "burst holiday/a.jpg")
    assert beyond.groups == dict.fromkeys((*photos, "c.jpg"), f"album {there}: Sea")
    assert here.apart == beyond.apart == frozenset()
    assert beyond.counts == {"albums": 2, "verdicts": 0, "bursts": 2}


def test_photos_of_a_person_s_own_are_left_alone(database: Database, tmp_path: Path) -> None:
    plain(database, tmp_path, "ab")
    run(database, "CREATE (:Photo {root: 'holiday'}), (:Photo {path: 'mine.jpg'}), (:Photo)")
    run(
        database,
        """MATCH (photo:Photo)
        WITH collect(photo) AS photos
        CREATE (album:Album {name: 5})
        FOREACH (photo IN photos |
          CREATE (photo)-[:IN_ALBUM]->(album), (photo)-[:IN_ALBUM]->(album)
          CREATE (photo)-[:KEEP_BOTH]->(photo), (photo)-[:NOT_SIMILAR_TO]->(photo))""",
    )

    found = read_graph_groups(database, ROOT)

    assert groups_of(found) == {"album holiday: 5": "ab"}
    assert found.apart == frozenset()


def test_a_root_that_is_not_there(database: Database, tmp_path: Path) -> None:
    with pytest.raises(PhotographError, match="There are no photos in the graph"):
        read_graph_groups(database, ROOT)
    plain(database, tmp_path, "ab")
    plain(database, tmp_path, "ab", "winter")

    with pytest.raises(PhotographError, match=r"no photos of 'summer'.* holiday, winter"):
        read_graph_groups(database, "summer")
