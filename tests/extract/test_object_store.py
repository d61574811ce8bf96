"""Photos in an object store give the rows that the same photos in a folder give."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, FAILURES_FILE
from photograph.collection.photo_root import find_in, photo_root
from photograph.collection.roots import known_roots, last_collection
from photograph.commands.extract import extract
from photograph.extract.engine import local_engine
from photograph.extract.network import NetworkRequest, describe_network, open_network
from photograph.extract.options import ExtractOptions
from photograph.extract.run import run
from photograph.extract.store import open_store
from photograph.settings import Home, home
from tests.conftest import run_photograph
from tests.extract.photo_files import encoded, picture
from tests.object_server import BUCKET, SECRET, ObjectServer, Wire, environment

pytestmark = pytest.mark.slow


def photo(seed: int) -> bytes:
    return encoded(picture(seed), "JPEG", quality=92)


def table(name: str = EMBEDDINGS_FILE) -> dict[str, dict[str, Any]]:
    file = last_collection(home()).folder(home()) / name
    return {row["path"]: row for row in pq.read_table(file).to_pylist()}


def told(output: str) -> dict[str, int]:
    header, _, values = output.splitlines()[:3]
    return dict(zip(header.split(), map(int, values.split()), strict=True))


def test_the_rows_are_those_of_the_same_photos_in_a_folder(
    objects: ObjectServer, clean_folder: Home, sample_photos: Path
) -> None:
    objects.put_folder(sample_photos, "photos")
    extract(sample_photos)
    expected = table()

    extract(f"s3://{BUCKET}/photos")

    rows = table()
    assert last_collection(home()).root.startswith("photos-")
    assert set(rows) == set(expected)
    for path, row in rows.items():
        assert {**row, "modified_ns": 0} == {**expected[path], "modified_ns": 0}


def test_a_second_run_reads_no_photo(
    objects: ObjectServer, clean_folder: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for seed in range(3):
        objects.put(f"album/p{seed}.jpg", photo(seed))
    extract(f"s3://{BUCKET}/album")
    once = objects.reads()
    capsys.readouterr()

    extract(f"s3://{BUCKET}/album/")

    assert sorted(once) == [f"album/p{seed}.jpg" for seed in range(3)]
    assert objects.reads() == once
    assert told(capsys.readouterr().out)["unchanged"] == 3
    assert last_collection(home()).root == "album"


def test_new_changed_moved_and_gone_photos_are_told_apart(
    objects: ObjectServer, clean_folder: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for seed in range(4):
        objects.put(f"album/p{seed}.jpg", photo(seed))
    extract(f"s3://{BUCKET}/album")
    before, seen = table(), len(objects.reads())
    objects.put("album/p0.jpg", photo(10))
    objects.put("album/sub/moved.jpg", photo(1))
    objects.delete("album/p1.jpg")
    objects.delete("album/p2.jpg")
    objects.put("album/new.jpg", photo(11))
    capsys.readouterr()

    extract(f"s3://{BUCKET}/album")

    counts = told(capsys.readouterr().out)
    assert counts == {
        "new": 1,
        "changed": 1,
        "moved": 1,
        "unchanged": 1,
        "damaged": 0,
        "failed": 0,
        "gone": 1,
    }
    assert set(objects.reads()[seen:]) == {f"album/{n}.jpg" for n in ("p0", "sub/moved", "new")}
    assert table()["sub/moved.jpg"]["embedding"] == before["p1.jpg"]["embedding"]
    assert table()["p0.jpg"]["embedding"] != before["p0.jpg"]["embedding"]


def test_odd_names_of_folders_and_photos(objects: ObjectServer, clean_folder: Home) -> None:
    folder = "Müllers Fotos #1, 100%20"
    apart = unicodedata.normalize("NFD", "é.jpg")
    names = ["a b.jpg", "50% ü.JPG", "c#d.jpg", "e?f=g.jpg", "sub dir/%C3%BC+&.png", apart]
    for seed, name in enumerate(names):
        objects.put(f"{folder}/{name}", photo(seed))
    for name in (".hidden.jpg", "../up.jpg", "@eaDir/thumb.jpg", "notes.txt", "empty//folder.jpg"):
        objects.put(f"{folder}/{name}", photo(9))
    objects.put(f"{folder} and more/other.jpg", photo(8))

    extract(f"s3://{BUCKET}/{folder}")

    assert set(table()) == {unicodedata.normalize("NFC", name) for name in names}
    assert set(table(FAILURES_FILE)) == {"empty//folder.jpg"}
    assert last_collection(home()).root == "Müllers-Fotos-1-100-20"


def test_a_whole_bucket_is_a_root(objects: ObjectServer, clean_folder: Home) -> None:
    objects.put("a.jpg", photo(0))
    objects.put("deep/er/b.jpg", photo(1))

    extract(f"s3://{BUCKET}")

    assert set(table()) == {"a.jpg", "deep/er/b.jpg"}
    assert last_collection(home()).root == BUCKET


def test_a_photo_that_can_not_be_read_stops_nothing(
    objects: ObjectServer, clean_folder: Home
) -> None:
    for name in ("kept.jpg", "vanishes.jpg"):
        objects.put(name, photo(len(name)))
    objects.put("frozen.jpg", photo(1), StorageClass="GLACIER")
    objects.put("text.jpg", b"no photo")
    found = find_in(photo_root(f"s3://{BUCKET}"))
    objects.delete("vanishes.jpg")
    request = NetworkRequest("efficientnet-lite0")

    with open_store(home().embeddings / "x", describe_network(request, "x", home())) as store:
        engine = local_engine(lambda: open_network(request, home()))
        tally = run(found, store, engine, ExtractOptions(32, 10**8, False))

    reasons = {row["path"]: row["reason"] for row in tally.failures}
    assert tally.new == 1
    assert set(reasons) == {"vanishes.jpg", "frozen.jpg", "text.jpg"}
    assert reasons["vanishes.jpg"] == "it can't be opened: No such file or directory"
    assert reasons["frozen.jpg"].endswith("is not valid for the object's storage class")


def test_what_a_store_says_is_told_whatever_was_in_memory(
    objects: ObjectServer, clean_folder: Home
) -> None:
    objects.put("frozen.jpg", photo(1), StorageClass="GLACIER")
    [frozen] = find_in(photo_root(f"s3://{BUCKET}")).photos

    for _ in range(5):
        used = [pa.allocate_buffer(len(photo(1))) for _ in range(20)]
        for buffer in used:
            memoryview(buffer).cast("B")[:] = b"x" * len(buffer)
        del used, buffer
        with pytest.raises(OSError, match="not valid for the object's storage class"):
            frozen.file.read_bytes()


def test_a_network_that_goes_in_the_middle_loses_nothing(
    objects: ObjectServer, clean_folder: Home
) -> None:
    for seed in range(60):
        objects.put(f"album/p{seed:02}.jpg", photo(seed))
    wire = Wire(objects.port)
    words = ("extract", f"s3://{BUCKET}/album", "--batch", "4")
    wire.connect(cut_after=40)

    stopped = run_photograph(*words, **environment(wire.port))
    wire.connect()
    again = run_photograph(*words, **environment(wire.port))

    assert stopped.code == 1
    assert stopped.last_line.startswith(f"photograph: s3://{BUCKET}/album can't be reached")
    assert stopped.last_line.endswith("run the same command to go on.")
    assert "Traceback" not in stopped.err
    assert again.code == 0, again.err
    counts = told(again.out)
    assert counts["unchanged"] >= 4
    assert counts["unchanged"] + counts["new"] == 60
    assert counts["failed"] == 0
    assert len(objects.reads()) < 60 + 40


def test_what_is_remembered_holds_no_secret(objects: ObjectServer, clean_folder: Home) -> None:
    objects.put("album/a.jpg", photo(0))

    ran = run_photograph("extract", f"s3://{BUCKET}/album")

    assert ran.code == 0, ran.err
    assert str(known_roots(home())["album"]) == f"s3://{BUCKET}/album"
    for file in home().embeddings.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()
    assert SECRET not in ran.out + ran.err


def test_the_endpoint_may_stand_in_the_address(
    objects: ObjectServer, clean_folder: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    objects.put("album/a.jpg", photo(0))
    extract(f"s3://{BUCKET}/album")
    first = last_collection(home())
    monkeypatch.delenv("AWS_ENDPOINT_URL")

    extract(f"s3://{BUCKET}/album?scheme=http&endpoint_override=127.0.0.1:{objects.port}")

    assert last_collection(home()) == first
    assert objects.reads() == ["album/a.jpg"]


def test_objects_that_are_passed_over_are_counted_as_files_are(
    objects: ObjectServer, clean_folder: Home, tmp_path: Path
) -> None:
    names = [
        "a.jpg",
        "b.MOV",
        "sub/c.mov",
        "d.dng",
        "x",
        ".hidden.mov",
        "@eaDir/y.mov",
        "e.jpg.xmp",
    ]
    for name in names:
        objects.put(f"album/{name}", b"x")
        (tmp_path / "same" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "same" / name).write_bytes(b"x")

    counted = find_in(photo_root(f"s3://{BUCKET}/album")).passed_over

    assert counted == {".mov": 2, ".dng": 1, "": 1, ".xmp": 1}
    assert counted == find_in(photo_root(tmp_path / "same")).passed_over
