from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on no gallery: each test puts its own into it."""
    folder, logs = tmp_path_factory.mktemp("window"), ("browser", "performance")
    with browser(folder / "index.html", folder / "profile", logs) as opened:
        yield opened


@pytest.fixture
def opened(written: Path, window: Browser, tmp_path: Path) -> Browser:
    """A browser on the gallery of the sample photos, in ``g`` below the test's folder."""
    copytree(written, tmp_path / "g")
    window.forget()
    return replace(window, index=tmp_path / "g/index.html")
