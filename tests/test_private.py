"""Working files are for their owner only; what a person asked for elsewhere is theirs to share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from photograph.app.gallery.files import GALLERY
from photograph.collection.roots import Collection, remember_last
from photograph.durable_file import fresh_file, write_durably
from photograph.load.csv_file import import_file
from photograph.page_folder import claim
from photograph.private import make_folder
from photograph.settings import Home, home
from tests.server.conftest import working_folder


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Home]:
    with working_folder(tmp_path / "home"):
        yield home()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def open_to_others(folder: Path) -> list[Path]:
    """What is there and not for its owner only."""
    return [path for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


def test_what_is_written_into_the_working_folder_is_private(place: Home) -> None:
    make_folder(place.embeddings / "photos/network/parts")
    remember_last(Collection("photos", "network"), place)
    claim(place.root / "gallery", GALLERY)
    with import_file(place.imports, "probe") as file:
        file.write_text("row\n")
        assert open_to_others(place.root) == []


def test_what_is_written_elsewhere_is_as_the_umask_says(place: Home, tmp_path: Path) -> None:
    claim(tmp_path / "gallery", GALLERY)

    assert mode(tmp_path / "gallery") == 0o755
    assert {mode(file) for file in (tmp_path / "gallery").iterdir()} == {0o644}


def test_a_working_folder_of_before_is_closed_at_the_next_run(place: Home) -> None:
    old = place.embeddings / "photos/root.json"
    old.parent.mkdir(parents=True)
    old.write_text("{}")
    (place.root / "neo4j/jars").mkdir(parents=True)
    outside = place.root.parent / "shared.jar"
    outside.touch()
    (place.root / "neo4j/jars/shared.jar").symlink_to(outside)

    make_folder(place.networks)

    assert [path for path in open_to_others(place.root) if not path.is_symlink()] == []
    assert mode(outside) == 0o644


def test_other_things_in_the_working_folder_stay_as_they_are(place: Home) -> None:
    other = place.root / "holiday/a.jpg"
    other.parent.mkdir(parents=True)
    other.touch()

    make_folder(place.embeddings)

    assert (mode(place.root), mode(other.parent), mode(other)) == (0o755, 0o755, 0o644)
    assert mode(place.embeddings) == 0o700


@pytest.mark.parametrize("variable", ["NEO4J_URI", "NEO4J_IMPORT"])
def test_a_server_of_another_user_reads_what_is_put_there_for_it(
    variable: str, place: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_folder(place.imports)
    assert mode(place.imports) == 0o700
    theirs = {"NEO4J_URI": "bolt://localhost:1", "NEO4J_IMPORT": str(tmp_path / "import")}
    monkeypatch.setenv(variable, theirs[variable])

    with import_file(home().imports, "photos") as file:
        assert (mode(file), mode(file.parent)) == (0o644, 0o755)


def test_what_a_killed_process_left_beside_a_file_goes_with_the_next_write(place: Home) -> None:
    file = place.root / "state [1].json"
    write_durably(file, "old")
    ours = fresh_file(file)
    killed = ours.with_name(ours.name.replace(str(os.getpid()), str(2**22 + 1)))
    killed.touch()

    write_durably(file, "new")

    assert sorted(file.parent.iterdir()) == sorted([ours, file])
