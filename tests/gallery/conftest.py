from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from photograph.settings import Home
from tests.conftest import empty_database
from tests.gallery.browser import Browser, browser
from tests.gallery.sample import fill_graph, make_albums, write


@pytest.fixture(scope="session")
def written(neo4j: Home, sample_photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gallery of the sample photos and their albums."""
    folder = tmp_path_factory.mktemp("gallery") / "g"
    with empty_database() as database:
        fill_graph(sample_photos)
        make_albums(database)
        write(database, folder, side=160)
    return folder


@pytest.fixture
def opened(written: Path, tmp_path: Path) -> Iterator[Browser]:
    """A browser on the gallery of the sample photos, in ``g`` below the test's folder."""
    copytree(written, tmp_path / "g")
    logs = ("browser", "performance")
    with browser(tmp_path / "g/index.html", tmp_path / "profile", logs) as opened:
        yield opened
