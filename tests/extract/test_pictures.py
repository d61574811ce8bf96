"""Photos of the graph are opened where they are, and no store is asked for those of another."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest

from photograph.collection.object_address import parse_address
from photograph.collection.photo_root import photo_root
from photograph.collection.roots import remember_root
from photograph.extract.pictures import picture_opener
from photograph.settings import Home
from tests.extract.photo_files import encoded, picture


@pytest.fixture
def here(tmp_path: Path) -> Home:
    """A working folder that knows a folder with one photo."""
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(CONTENT)
    home = Home(tmp_path / "home")
    remember_root("here", photo_root(str(folder)), home)
    return home


CONTENT = encoded(picture(1), "JPEG", quality=92)
SHA = hashlib.sha256(CONTENT).hexdigest()


def test_a_photo_is_opened_if_its_file_is_the_one_that_was_extracted(here: Home) -> None:
    look = picture_opener(here)

    opened = look("here", "a.jpg", SHA, 50)
    assert opened is not None
    assert max(opened.size) == 50
    assert look("here", "a.jpg", "0" * 64, 50) is None
    assert look("here", "b.jpg", SHA, 50) is None
    assert look("elsewhere", "a.jpg", SHA, 50) is None


def test_a_store_is_not_asked_for_the_photos_of_a_folder(
    here: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as store:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{store.getsockname()[1]}")
        remember_root("away", parse_address("s3://photos/far"), here)

        assert picture_opener(here)("here", "a.jpg", SHA, 50) is not None

        store.settimeout(0)
        with pytest.raises(BlockingIOError):
            store.accept()
