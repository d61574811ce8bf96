"""Pipes, sockets, devices and files without end are refused at once, listed or swapped in later."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from photograph.collection.find_photos import find_photos
from photograph.collection.photo_root import read_photo_at
from photograph.collection.regular_file import read_regular
from photograph.errors import PhotographError
from photograph.extract.decode import DEFAULT_PIXEL_LIMIT
from photograph.extract.embed import read_photo
from photograph.extract.one_photo import embed_photo
from tests.embeddings import photos_file
from tests.extract.photo_files import save_jpeg

NOT_REGULAR = "no regular file"


def link_to(target: str) -> Callable[[Path], None]:
    return lambda file: file.symlink_to(target)


def pipe_and_link(file: Path) -> None:
    os.mkfifo(file.with_suffix(".pipe"))
    file.symlink_to(file.with_suffix(".pipe"))


def bound(file: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(str(file))


# What is no regular file, and how it is made.
MADE: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "link to a pipe": pipe_and_link,
    "socket": bound,
    "zeros without end": link_to("/dev/zero"),
    "chance without end": link_to("/dev/urandom"),
    "terminal": link_to("/dev/tty"),
    "nothing": link_to("/dev/null"),
}


@pytest.fixture(params=MADE)
def odd(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of that kind, called x.jpg; a socket's path has to be short."""
    monkeypatch.chdir(tmp_path)
    MADE[request.param](Path("x.jpg"))
    return tmp_path / "x.jpg"


@pytest.mark.usefixtures("deadline")
def test_what_is_no_regular_file_is_refused_with_that_reason(odd: Path) -> None:
    save_jpeg(odd.with_name("good.jpg"))

    found = find_photos(odd.parent)

    assert [photo.path for photo in found.photos] == ["good.jpg"]
    [(photo, reason)] = found.refused
    assert (photo.path, reason) == ("x.jpg", "it is no regular file")


@pytest.mark.usefixtures("deadline")
def test_one_that_takes_a_photo_place_after_it_was_listed_is_refused(
    odd: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    save_jpeg(folder / "x.jpg")
    [photo] = find_photos(folder).photos
    (folder / "x.jpg").unlink()
    (folder / "x.jpg").symlink_to(odd)

    read = read_photo(photo, 224, DEFAULT_PIXEL_LIMIT, lambda _: False)

    assert read.decoded is None
    assert read.reason.startswith("it can't be opened: ")
    assert read_photo_at(folder, "x.jpg") is None


@pytest.mark.usefixtures("deadline")
def test_one_photo_to_compare_may_be_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.jpg")
    embeddings, _ = photos_file(tmp_path / "e.parquet", 1)

    with pytest.raises(PhotographError, match=NOT_REGULAR):
        embed_photo(tmp_path / "x.jpg", embeddings, None)  # type: ignore[arg-type]


@pytest.mark.usefixtures("deadline")
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/"])
def test_devices_and_folders_have_no_content(name: str) -> None:
    with pytest.raises(OSError, match=NOT_REGULAR):
        read_regular(Path(name))


def test_a_sparse_file_of_terabytes_takes_no_memory(tmp_path: Path) -> None:
    with (tmp_path / "x.jpg").open("wb") as file:
        file.truncate(3 << 40)

    with pytest.raises(OSError, match="no photo has 3,299 GB"):
        read_regular(tmp_path / "x.jpg")


def test_a_file_of_the_system_that_says_it_is_empty_ends(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").symlink_to("/proc/self/maps")

    with pytest.raises(OSError, match="still being written"):
        read_regular(tmp_path / "x.jpg")


def test_a_plain_file_and_a_link_to_one_are_read_whole(tmp_path: Path) -> None:
    content = os.urandom(3_000_001)
    (tmp_path / "a.jpg").write_bytes(content)
    (tmp_path / "b.jpg").symlink_to("a.jpg")

    assert read_regular(tmp_path / "a.jpg") == content
    assert read_regular(tmp_path / "b.jpg") == content


@pytest.fixture
def deadline() -> Iterator[None]:
    """What hangs is ended, and fails."""
    import signal

    def end(*_: object) -> None:
        raise AssertionError("it hangs")  # no OSError, which is caught

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
