"""`load` makes the graph equal to the embeddings file, and touches nothing else."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.load.options import LoadOptions, LoadWay
from photograph.load.run import LoadReport, load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, photos_file, provenance, unit_vectors, write_embeddings

ODD_NAMES = [
    'a "quoted" name.jpg',
    "commas, and; semicolons.jpg",
    "two\nlines\r\nthree.jpg",
    "back\\slash\\.jpg",
    'ends with backslash\\"\\.jpg',
    "100% %2C %25 sure.jpg",
    "emoji 📷🏔.jpg",
    "Ünïcödé/Ångström é.jpg",
    " leading and trailing .jpg ",
    "'; DROP (n) //.jpg",
    "$parameter {map: 1}.jpg",
    "tab\there.jpg",
]


Load = Callable[[Database, Path], LoadReport]


def graph(database: Database) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Every photo with its properties and labels, by root and path."""
    rows = run(
        database,
        """MATCH (photo:Photo)
        RETURN photo.root AS root, photo.path AS path, properties(photo) AS properties,
          [(photo)-[shows:SHOWS]->(label) | [label.name, shows.score]] AS labels""",
    )
    return {
        (row["root"], row["path"]): {
            **row["properties"],
            "labels": sorted(map(tuple, row["labels"])),
        }
        for row in rows
    }


@pytest.fixture(params=[LoadWay.FILE, LoadWay.DRIVER])
def load(request: pytest.FixtureRequest) -> Load:
    """Every test runs over `LOAD CSV` and over the driver."""
    options = LoadOptions(via=request.param)
    return lambda database, file: load_collection(file, database, home(), options)


def test_every_column_arrives_as_the_type_that_the_model_promises(
    database: Database, load: Load, tmp_path: Path
) -> None:
    vector = unit_vectors(1)[0]
    more = {"frames": 3, "has_clip": True, "software": "HDR+ 1.0", "keywords": ["Anna", '50%, "x"']}
    file = write_embeddings(
        tmp_path / "e.parquet", [photo_row("a/b.jpg", vector, **more)], provenance()
    )

    loaded = load(database, file)

    photo = graph(database)["holiday", "a/b.jpg"]
    assert loaded == LoadReport(photos=1, created=1, updated=0, unchanged=0, gone=0)
    assert photo["filename"] == "b.jpg"
    assert (photo["width"], photo["height"], photo["bytes"]) == (4000, 3000, 1000)
    assert str(photo["takenAt"]) == "2024-06-12T18:45:01.000000000+02:00"
    assert (photo["location"].latitude, photo["location"].longitude) == (46.5, -8.25)
    assert photo["location"].srid == 4326
    assert photo["altitude"] == 1200.0
    assert photo["network"] == "test-network"
    assert photo["cameraMake"] == "Maker"
    assert "lens" not in photo
    assert (photo["frames"], photo["hasClip"], photo["software"]) == (3, True, "HDR+ 1.0")
    assert photo["keywordsInFile"] == ["Anna", '50%, "x"']
    assert photo["labels"] == [("bee; 50%", 0.25), ("daisy, ox-eye", 0.75)]
    assert np.array_equal(np.array(photo["embedding"], np.float32), vector)


def test_a_time_without_an_offset_stays_local_and_what_is_missing_stays_missing(
    database: Database, load: Load, tmp_path: Path
) -> None:
    bare = dict.fromkeys(
        [
            "taken_at",
            "utc_offset",
            "latitude",
            "longitude",
            "altitude",
            "gps_at",
            "camera_make",
            "camera_model",
            "labels",
        ]
    )
    local = {"utc_offset": None}
    vectors = unit_vectors(2)
    rows = [photo_row("bare.jpg", vectors[0], **bare), photo_row("local.jpg", vectors[1], **local)]

    load(database, write_embeddings(tmp_path / "e.parquet", rows, provenance()))

    photos = graph(database)
    missing = {"takenAt", "location", "altitude", "gpsAt", "cameraMake", "cameraModel", "lens"}
    missing |= {"software", "frames", "hasClip", "keywordsInFile", "keywordsInCopies"}
    assert missing.isdisjoint(photos["holiday", "bare.jpg"])
    assert photos["holiday", "bare.jpg"]["labels"] == []
    assert str(photos["holiday", "local.jpg"]["takenAt"]) == "2024-06-12T18:45:01.000000000"


def test_a_second_load_changes_nothing(database: Database, load: Load, tmp_path: Path) -> None:
    file, _ = photos_file(tmp_path / "e.parquet")
    first = load(database, file)
    before = graph(database)

    second = load(database, file)

    assert first.created == 40
    assert second == LoadReport(photos=40, created=0, updated=0, unchanged=40, gone=0)
    assert graph(database) == before


def test_a_changed_photo_is_updated_and_the_others_are_not(
    database: Database, load: Load, tmp_path: Path
) -> None:
    vectors = unit_vectors(3)
    rows = [photo_row(f"{name}.jpg", vector) for name, vector in zip("abc", vectors, strict=True)]
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())
    load(database, file)
    before = graph(database)
    changed = {"content_hash": "f" * 64, "latitude": None, "longitude": None, "width": 10}
    rows[1] |= {**changed, "embedding": list(vectors[0]), "labels": [{"name": "cat", "score": 1}]}

    loaded = load(database, write_embeddings(file, rows, provenance()))

    after = graph(database)
    assert (loaded.updated, loaded.unchanged, loaded.created) == (1, 2, 0)
    assert after["holiday", "b.jpg"]["contentHash"] == "f" * 64
    assert after["holiday", "b.jpg"]["labels"] == [("cat", 1.0)]
    assert "location" not in after["holiday", "b.jpg"]
    assert np.array_equal(np.array(after["holiday", "b.jpg"]["embedding"], np.float32), vectors[0])
    for path in ("a.jpg", "c.jpg"):
        assert after["holiday", path] == before["holiday", path]


def test_an_embedding_that_alone_differs_is_updated(
    database: Database, load: Load, tmp_path: Path
) -> None:
    vectors = unit_vectors(2)
    file = tmp_path / "e.parquet"
    load(database, write_embeddings(file, [photo_row("a.jpg", vectors[0])], provenance()))

    loaded = load(database, write_embeddings(file, [photo_row("a.jpg", vectors[1])], provenance()))

    stored = graph(database)["holiday", "a.jpg"]["embedding"]
    assert loaded.updated == 1
    assert np.array_equal(np.array(stored, np.float32), vectors[1])


def test_odd_names_arrive_unchanged(database: Database, load: Load, tmp_path: Path) -> None:
    vectors = unit_vectors(len(ODD_NAMES))
    rows = [
        photo_row(name, vector, camera_make=name, labels=[{"name": name, "score": 0.5}])
        for name, vector in zip(ODD_NAMES, vectors, strict=True)
    ]

    load(database, write_embeddings(tmp_path / "e.parquet", rows, provenance()))

    photos = graph(database)
    assert {path for _, path in photos} == set(ODD_NAMES)
    for (_, path), photo in photos.items():
        assert photo["cameraMake"] == path
        assert photo["labels"] == [(path, 0.5)]


def test_foreign_nodes_and_relationships_survive_a_load(
    database: Database, load: Load, tmp_path: Path
) -> None:
    file, _ = photos_file(tmp_path / "e.parquet", count=2)
    load(database, file)
    run(
        database,
        """MATCH (photo:Photo {path: 'p000.jpg'})
        CREATE (:Person {name: 'Ada'})-[:TOOK {how: 'by hand'}]->(photo)
        CREATE (:Photo {path: 'p000.jpg', title: 'a photo that is not ours'})
        CREATE (photo)-[:SHOWS {since: 'a person said so'}]->(:Label {name: 'my dog'})
        SET photo.rating = 5""",
    )

    load(database, file)

    kept = run(
        database,
        """MATCH (:Person {name: 'Ada'})-[:TOOK {how: 'by hand'}]->(photo {path: 'p000.jpg'})
        MATCH (photo)-[:SHOWS {since: 'a person said so'}]->(:Label {name: 'my dog'})
        MATCH (other:Photo {title: 'a photo that is not ours'})
        RETURN photo.rating AS rating, properties(other) AS other""",
    )
    assert kept == [
        {"rating": 5, "other": {"path": "p000.jpg", "title": "a photo that is not ours"}}
    ]


def test_two_roots_with_the_same_paths_live_side_by_side(
    database: Database, load: Load, tmp_path: Path
) -> None:
    one, _ = photos_file(tmp_path / "one.parquet", count=3, root="one")
    two, _ = photos_file(tmp_path / "two.parquet", count=4, root="two")
    load(database, one)
    before = graph(database)

    load(database, two)

    after = graph(database)
    assert len(after) == 7
    assert {key: after[key] for key in before} == before


def test_photos_gone_from_the_folder_are_counted_and_kept(
    database: Database, load: Load, tmp_path: Path
) -> None:
    load(database, photos_file(tmp_path / "e.parquet", count=5)[0])

    loaded = load(database, photos_file(tmp_path / "e.parquet", count=3)[0])

    assert loaded.gone == 2
    assert len(graph(database)) == 5


@pytest.mark.parametrize(
    ("embedding", "how"),
    [([np.nan] + [0.0] * 7, "is not finite"), ([2.0] + [0.0] * 7, "has length 2.0000")],
)
def test_a_wrong_embedding_is_refused_before_anything_is_written(
    database: Database, load: Load, tmp_path: Path, embedding: list[float], how: str
) -> None:
    rows = [photo_row("good.jpg", unit_vectors(1)[0]), photo_row("bad.jpg", embedding)]
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())

    with pytest.raises(PhotographError, match=rf"'bad\.jpg' {how}"):
        load(database, file)

    assert graph(database) == {}


def test_a_root_of_another_network_is_refused(
    database: Database, load: Load, tmp_path: Path
) -> None:
    load(database, photos_file(tmp_path / "e.parquet", count=2)[0])
    before = graph(database)
    other, _ = photos_file(tmp_path / "o.parquet", count=2, network="other", dims=16)

    with pytest.raises(PhotographError, match="have embeddings of test-network"):
        load(database, other)

    assert graph(database) == before


def test_the_schema_is_made_and_online(database: Database, load: Load, tmp_path: Path) -> None:
    load(database, photos_file(tmp_path / "e.parquet", count=1)[0])

    rows = run(
        database,
        "SHOW INDEXES YIELD name, state, type, properties WHERE name STARTS WITH 'photograph' "
        "RETURN name, state, type, properties",
    )
    assert {row["state"] for row in rows} == {"ONLINE"}
    assert {(row["type"], tuple(row["properties"])) for row in rows} >= {
        ("RANGE", ("root", "path")),
        ("RANGE", ("name",)),
        ("RANGE", ("filename",)),
        ("RANGE", ("contentHash",)),
        ("RANGE", ("takenAt",)),
        ("POINT", ("location",)),
    }


def test_no_csv_is_left_in_the_import_folder(database: Database, tmp_path: Path) -> None:
    load_collection(photos_file(tmp_path / "e.parquet", count=2)[0], database, home())

    assert list(home().imports.iterdir()) == []


def test_a_full_import_folder_is_one_clear_failure(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("photograph.load.csv_file.os.fsync", full)

    with pytest.raises(PhotographError, match=r"import folder .* is full"):
        load_collection(photos_file(tmp_path / "e.parquet", count=2)[0], database, home())

    assert list(home().imports.iterdir()) == []
