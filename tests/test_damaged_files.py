"""Each state file that a real run leaves, damaged: made again with the same result, or one line."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, FAILURES_FILE, read_provenance
from photograph.collection.roots import known_roots, last_collection
from photograph.errors import DamagedFileError
from photograph.evaluate.compare.page import ShownPhoto
from photograph.extract.csv_file import write_embeddings_csv
from photograph.extract.network_facts import check_network
from photograph.extract.presets import DEFAULT_NETWORK, FACTS_FILE
from photograph.extract.store import open_store, write_part
from photograph.extract.thumbnails import make_thumbnails
from photograph.load.guard import check_embeddings
from photograph.settings import Home, home
from tests.conftest import share_networks
from tests.extract.photo_files import save_jpeg
from tests.server.conftest import working_folder

STORE = f"embeddings/photos/{DEFAULT_NETWORK}"
Results = tuple[list[dict[str, Any]], list[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("of") / "photos"
    for seed in range(6):
        save_jpeg(folder / f"p{seed}.jpg", seed)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8 no photo")
    return folder


@pytest.fixture(scope="module")
def clean(photos: Path, session_folder: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A working folder after one run, with a projection of its own; each test has a copy."""
    folder = tmp_path_factory.mktemp("clean") / "home"
    with working_folder(folder):
        place = share_networks(folder, session_folder)
        assert run("extract", photos, "--refit", "--dims", "4") == 0
    return place


@pytest.fixture
def place(clean: Home, tmp_path: Path) -> Iterator[Home]:
    with working_folder(tmp_path / "home"):
        shutil.copytree(clean.root, home().root, symlinks=True)
        yield home()


def run(*words: object) -> int:
    """Runs a command in this process, as the command line does; its exit code."""
    from photograph.commands.command_line import main

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["photograph", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    code = ended.value.code or 0
    assert isinstance(code, int)
    return code


def results(place: Home) -> Results:
    embeddings = place.root / STORE / EMBEDDINGS_FILE
    failures = pq.read_table(place.root / STORE / FAILURES_FILE)
    rows = pq.read_table(embeddings).to_pylist()
    return rows, failures.to_pylist(), read_provenance(embeddings)


def damage(file: Path, how: str) -> None:
    content, chance = file.read_bytes(), random.Random(how)  # noqa: S311
    if how in ("empty", "half"):
        file.write_bytes(content[: len(content) // 2 if how == "half" else 0])
        return
    place = 4 + chance.randrange(len(content) - 4)  # after the signature of Parquet
    end = place + (1 if how.startswith("bit") else min(4000, len(content) - place))
    others = bytes(byte ^ (1 << chance.randrange(8)) for byte in content[place:end])
    file.write_bytes(content[:place] + others + content[end:])


KINDS = ("empty", "half", "bit 1", "bit 2", "bit 3", "4000 bytes")


@pytest.mark.slow
@pytest.mark.parametrize("how", KINDS)
@pytest.mark.parametrize("name", ["embeddings/last.json", "embeddings/photos/root.json"])
def test_what_extract_knows_without_a_network_is_known_again(
    name: str, how: str, place: Home, photos: Path, clean: Home
) -> None:
    before = (place.root / name).read_bytes()
    damage(place.root / name, how)

    assert run("extract", photos) == 0
    assert (place.root / name).read_bytes() == before
    assert results(place) == results(clean)
    assert list(known_roots(place)) == ["photos"]


@pytest.mark.parametrize("how", ["empty", "bit 1"])
def test_failures_are_found_again(
    how: str, place: Home, photos: Path, clean: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(place.root / STORE / FAILURES_FILE, how)

    assert run("extract", photos) == 0
    assert "The photos that failed are tried again." in capsys.readouterr().err
    assert results(place) == results(clean)


@pytest.mark.parametrize("how", ["empty", "bit 1"])
def test_a_fact_of_a_network_is_looked_up_again(
    how: str, place: Home, photos: Path, clean: Home
) -> None:
    place.networks.unlink()
    shutil.copytree(clean.networks.resolve(), place.networks)
    for file in (place.networks / "facts").iterdir():
        damage(file, how)

    assert run("extract", photos) == 0
    assert results(place) == results(clean)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["bit 1", "4000 bytes"])
def test_damaged_embeddings_are_refused_by_those_who_read_and_made_again_by_extract(
    how: str, place: Home, photos: Path, clean: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place.root / STORE / EMBEDDINGS_FILE
    damage(file, how)
    content = file.read_bytes()

    with pytest.raises(DamagedFileError, match="photograph extract PHOTOS"):
        write_embeddings_csv(file, place.root / "e.csv")
    assert not (place.root / "e.csv").exists()
    assert run("extract", photos) == 0
    assert f"{EMBEDDINGS_FILE} is damaged" in capsys.readouterr().err
    assert file.with_name(f"{EMBEDDINGS_FILE}.damaged").read_bytes() == content
    assert results(place) == results(clean)


def test_damage_in_what_load_reads_is_one_error(place: Home) -> None:
    file = place.root / STORE / EMBEDDINGS_FILE
    content = bytearray(file.read_bytes())
    columns = pq.read_metadata(file).row_group(0)
    content[columns.column(columns.num_columns - 1).data_page_offset + 40] ^= 1
    file.write_bytes(content)

    with pytest.raises(DamagedFileError, match="embedding"):
        check_embeddings(file, 4)


@pytest.mark.slow
def test_a_damaged_part_is_dropped_and_its_photos_are_embedded_again(
    place: Home, photos: Path, clean: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    store = place.root / STORE
    rows = pq.read_table(store / EMBEDDINGS_FILE).drop_columns(["embedding"]).to_pylist()
    with open_store(store, read_provenance(store / EMBEDDINGS_FILE)) as opened:
        opened.embeddings.unlink()
        write_part(opened, rows[:3])
        write_part(opened, rows[3:])
    damage(store / "parts/part-00000001.parquet", "bit 1")

    assert run("extract", photos) == 0
    told = capsys.readouterr().err
    assert told.count("is damaged") == 1
    assert "Its photos are embedded again." in told
    assert_same_photos(results(place)[0], results(clean)[0])
    assert not any((store / "parts").iterdir())


def assert_same_photos(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> None:
    """On some CPUs another batch size gives other last digits (TensorFlow 2.21)."""
    numbers = ("features", "embedding")
    for row, other in zip(rows, others, strict=True):
        for name in numbers:
            assert row.pop(name) == pytest.approx(other.pop(name), abs=1e-5)
        scores = [
            {label["name"]: label["score"] for label in of.pop("labels")} for of in (row, other)
        ]
        assert scores[0] == pytest.approx(scores[1], abs=1e-5)
        assert row == other


@pytest.mark.parametrize("how", KINDS)
def test_a_damaged_projection_is_one_line(
    how: str, place: Home, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(place.root / STORE / "projection.npz", how)

    assert run("extract", photos) == 1
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert told.startswith(f"photograph: {place.root / STORE / 'projection.npz'} is damaged")
    assert "--refit --dims N" in told


@pytest.mark.slow
def test_where_the_projection_is_damaged_refit_makes_another(
    place: Home, photos: Path, clean: Home
) -> None:
    damage(place.root / STORE / "projection.npz", "bit 1")

    assert run("extract", photos, "--refit", "--dims", "4") == 0
    assert results(place) == results(clean)


@pytest.mark.parametrize("how", KINDS)
def test_which_photos_were_last_is_asked_where_it_is_damaged(
    how: str, place: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(place.embeddings / "last.json", how)

    with pytest.raises(DamagedFileError):
        last_collection(place)
    assert run("load") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_name_whose_folder_is_not_known_any_more_is_no_other_folder_s(
    place: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "photos"
    save_jpeg(other / "q.jpg", 50)
    damage(place.embeddings / "photos/root.json", "bit 1")

    assert run("extract", other) == 1
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert "root.json is damaged" in told
    assert "--root-name photos" in told


@pytest.mark.parametrize("how", ["empty", "half", "bit 1", "4000 bytes"])
def test_every_file_of_the_built_network_is_looked_at(
    how: str, session_folder: Home, clean: Home, tmp_path: Path
) -> None:
    built = session_folder.networks / DEFAULT_NETWORK
    files = [built / FACTS_FILE, built / "saved_model.pb", *(built / "variables").iterdir()]
    for file in files:
        copy = tmp_path / file.name
        shutil.copytree(built, copy)
        damage(copy / file.relative_to(built), how)
        with pytest.raises(DamagedFileError):
            check_network(copy)


@pytest.mark.slow
def test_a_damaged_network_is_built_again_and_gives_the_same(
    place: Home, photos: Path, clean: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    place.networks.unlink()
    shutil.copytree(clean.networks.resolve(), place.networks)
    [weights] = place.networks.glob(f"{DEFAULT_NETWORK}/variables/variables.data*")
    damage(weights, "bit 1")
    (place.root / STORE / EMBEDDINGS_FILE).unlink()

    assert run("extract", photos) == 0
    assert f"{weights.name} is damaged" in capsys.readouterr().err
    assert results(place) == results(clean)


@pytest.mark.parametrize("how", KINDS)
def test_a_damaged_thumbnail_is_made_again(how: str, place: Home) -> None:
    rows = results(place)[0]
    shown = [ShownPhoto("photos", row["path"], row["content_hash"]) for row in rows[:2]]
    folder = place.root / "gallery"
    assert make_thumbnails(shown, folder, 64, place).made == 2
    pictures = {file: file.read_bytes() for file in folder.rglob("*.jpg")}
    damage(next(iter(pictures)), how)

    assert make_thumbnails(shown, folder, 64, place).made == 1
    assert {file: file.read_bytes() for file in pictures} == pictures
    assert make_thumbnails(shown, folder, 64, place).made == 0
