"""Who mistypes a photo's name is asked what they meant, even among very many."""

from __future__ import annotations

import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.close_names import did_you_mean
from photograph.jobs.similar import find_photo
from tests.conftest import run

PATHS = [
    "2024/DJI_0018.JPG",
    "2024/DJI_0019.JPG",
    "lund/01.jpg",
    "visby/01.jpg",
    "visby/Möwe am Strand.heic",
    "IMG_20240612_184501.jpg",
]


@pytest.fixture
def named(database: Database) -> Database:
    run(
        database,
        """UNWIND $paths AS path
        CREATE (:Photo {root: 'r', path: path, filename: split(path, '/')[-1]})""",
        paths=PATHS,
    )
    run(database, "CREATE (:Photo {filename: 'DJI_0018.of-a-person.jpg'})")
    return database


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("DJI_0018", "Did you mean DJI_0018.JPG?"),
        ("dji_0018.jpg", "Did you mean DJI_0018.JPG?"),
        ("DJI_0018.heic", "Did you mean DJI_0018.JPG?"),
        ("./2024/dji_0018", "Did you mean r/2024/DJI_0018.JPG?"),
        ("DJI0019.JPG", "Did you mean one of DJI_0019.JPG, DJI_0018.JPG?"),
        ("MÖWE AM STRAND", "Did you mean Möwe am Strand.heic?"),
        ("moewe am strand.heic", "Did you mean Möwe am Strand.heic?"),
        ("IMG_20240621_184501.jpg", "Did you mean IMG_20240612_184501.jpg?"),
        ("01", "Did you mean one of r/lund/01.jpg, r/visby/01.jpg?"),
        ("visby/01", "Did you mean one of r/visby/01.jpg, r/lund/01.jpg?"),
        ("nothing like any", ""),
        ("", ""),
        ("/", ""),
        ("*", ""),
    ],
)
def test_what_was_meant(named: Database, name: str, asked: str) -> None:
    assert did_you_mean(named, name) == asked


def test_it_is_asked_wherever_a_photo_is_named(named: Database) -> None:
    with pytest.raises(PhotographError, match=r"is called 'dji_0018'\. Did you mean DJI_0018\.JPG"):
        find_photo(named, "dji_0018")


def test_several_photos_of_one_name_are_told_by_their_paths(named: Database) -> None:
    with pytest.raises(PhotographError) as failure:
        find_photo(named, "01.jpg")

    assert failure.value.what == "2 photos are called '01.jpg'."
    assert failure.value.next_step == "Give a path: r/lund/01.jpg, r/visby/01.jpg"


def test_among_many_alike_only_a_few_are_told(database: Database) -> None:
    run(
        database,
        """UNWIND range(0, 4999) AS n
        WITH 'DSC_' + right('0000' + toString(n), 5) + '.jpg' AS name
        CREATE (:Photo {root: 'r', path: name, filename: name})""",
    )

    asked = did_you_mean(database, "DSC04242.jpg")

    assert asked.startswith("Did you mean one of DSC_04242.jpg, ")
    assert asked.count(",") == 4
