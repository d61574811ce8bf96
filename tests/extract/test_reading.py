"""Photos that an older version read are read again, once, and a kill on the way loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, FAILURES_FILE, READING, read_provenance
from photograph.commands.extract import extract
from photograph.extract import run as extract_run
from photograph.extract.merge import merge
from photograph.extract.store import open_store, write_part
from photograph.settings import Home
from tests.extract.photo_files import encoded, picture, save_jpeg
from tests.extract.test_run import counts, folder, read_files, table  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow

Told = pytest.CaptureFixture[str]
NEW_COLUMNS = ["damaged", "reading"]


@pytest.fixture
def old(folder: Path, clean_folder: Home, capsys: Told) -> Path:  # noqa: F811
    """Four photos as an older version left them, with a width that was wrong."""
    extract(folder)
    file = store_of(clean_folder) / EMBEDDINGS_FILE
    made_old(file)
    rows = pq.read_table(file)
    at = rows.schema.get_field_index("width")
    wrong = rows.set_column(
        at, rows.schema.field(at), pc.add(rows["width"], pa.scalar(1, pa.int32()))
    )
    pq.write_table(wrong, file)
    made_old(store_of(clean_folder) / FAILURES_FILE)
    capsys.readouterr()
    return folder


def store_of(place: Home) -> Path:
    return place.embeddings / "photos/efficientnet-lite0"


def made_old(file: Path) -> None:
    """Takes the columns away that older versions did not write."""
    rows = pq.read_table(file)
    pq.write_table(rows.drop_columns([n for n in NEW_COLUMNS if n in rows.column_names]), file)


def test_rows_of_an_older_version_are_read_again_and_only_once(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    assert {row["width"] for row in table().values()} == {321}
    before, read = table(), read_files(monkeypatch)

    extract(old)
    first = capsys.readouterr()
    extract(old)

    assert "4 photos were read by an older version and are read again\n" in first.err
    assert counts(first.out) == {
        **dict.fromkeys(("new", "changed", "moved", "damaged", "failed", "gone"), 0),
        "unchanged": 4,
    }
    assert sorted(read) == sorted(before)  # by the first run; the second one reads none
    assert "older version" not in capsys.readouterr().err
    rows = table()
    assert {(row["width"], row["reading"], row["damaged"]) for row in rows.values()} == {
        (320, READING, False)
    }
    assert all(rows[path]["embedding"] == before[path]["embedding"] for path in rows)


def test_a_kill_while_they_are_read_again_loses_nothing(
    old: Path, clean_folder: Home, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    before = table()
    written: list[int] = []

    def killed_at_the_second(store: Any, rows: Any) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(len(rows))
        write_part(store, rows)

    with monkeypatch.context() as patched:
        patched.setattr(extract_run, "write_part", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            extract(old, batch=1)

    assert table() == before
    assert len(list((store_of(clean_folder) / "parts").iterdir())) == 2
    read = read_files(monkeypatch)
    capsys.readouterr()
    extract(old)
    told = capsys.readouterr()
    assert "2 photos were read by an older version and are read again\n" in told.err
    assert (len(read), counts(told.out)["unchanged"]) == (2, 4)
    assert {(row["width"], row["reading"]) for row in table().values()} == {(320, READING)}
    assert list((store_of(clean_folder) / "parts").iterdir()) == []


def test_what_an_older_version_refused_is_tried_again(
    folder: Path,  # noqa: F811
    clean_folder: Home,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Told,
) -> None:
    (folder / "cut.jpg").write_bytes(encoded(picture(8), "JPEG", quality=92)[:-30])
    with monkeypatch.context() as patched:
        patched.setattr("photograph.extract.damage._ENOUGH", 1.1)
        extract(folder)
    assert "cut.jpg" in table(FAILURES_FILE)
    extract(folder)
    capsys.readouterr()
    made_old(store_of(clean_folder) / FAILURES_FILE)

    extract(folder)

    told = counts(capsys.readouterr().out)
    assert (told["new"], told["damaged"], told["failed"]) == (1, 1, 0)
    assert table()["cut.jpg"]["damaged"] is True
    extract(folder)
    assert counts(capsys.readouterr().out)["damaged"] == 1


def test_rows_that_could_not_be_read_again_stay_and_are_still_old(
    old: Path, clean_folder: Home
) -> None:
    """Where a folder can't be read its photos keep their rows, and are read when it can."""
    made_by = read_provenance(store_of(clean_folder) / EMBEDDINGS_FILE)
    with open_store(store_of(clean_folder), made_by) as store:
        places = {
            known.content_hash: [{"path": path, "filename": path, "bytes": 1, "modified_ns": 1}]
            for path, known in store.by_path.items()
        }
        merge(store, places, None)

    assert {row["reading"] for row in table().values()} == {None}
    assert {row["width"] for row in table().values()} == {321}


def test_a_new_photo_beside_old_ones_is_read_once(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_jpeg(old / "new.jpg", 20)
    read = read_files(monkeypatch)

    extract(old)

    assert sorted(read) == sorted(table())
    assert {row["reading"] for row in table().values()} == {READING}
