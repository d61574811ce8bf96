"""The sample photos, of which the scene in each name is the group, seen by two real networks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from photograph.settings import Home, home
from tests.conftest import run_photograph, scene, share_networks
from tests.server.conftest import working_folder

DEFAULT, OTHER = "efficientnet-lite0", "mobilenet_v2_1001"


def write_groups(file: Path, photos: Path) -> Path:
    """A TSV of the photos of a folder and their scenes."""
    scenes = {photo.name: scene(photo.name) for photo in sorted(photos.glob("*.jpg"))}
    rows = "".join(f"{group}\t{name}\n" for name, group in scenes.items())
    file.write_text(f"group\tfile\n{rows}", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def extracted(
    session_folder: Home, sample_photos: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Home]:
    """A working folder after `extract` of the sample photos with the default network."""
    with working_folder(tmp_path_factory.mktemp("compare") / "home"):
        share_networks(home().root, session_folder)
        ran = run_photograph("extract", sample_photos)
        assert ran.code == 0, ran.err
        yield home()


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    return write_groups(tmp_path_factory.mktemp("groups") / "scenes.tsv", sample_photos)
