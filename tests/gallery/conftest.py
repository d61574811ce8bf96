from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.connection import Database
from tests.gallery.browser import Browser, browser
from tests.gallery.sample import fill_graph, make_albums, write


@pytest.fixture
def opened(database: Database, sample_photos: Path, tmp_path: Path) -> Iterator[Browser]:
    """A browser on the gallery of the sample photos, in ``g`` below the test's folder."""
    logs = ("browser", "performance")
    with browser(tmp_path / "g/index.html", tmp_path / "profile", logs) as opened:
        fill_graph(sample_photos)
        make_albums(database)
        write(database, tmp_path / "g", side=160)
        yield opened
