"""One world for all tests here: photos, a graph, and what each step leaves undisturbed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from photograph.server import process
from photograph.settings import Home
from tests.kills.run import Chain, clean_run
from tests.kills.world import make_world
from tests.server.conftest import working_folder

GROUPS = 50
SmallDisk = Callable[[Path, str], None]  # makes a folder a disk of such a size, or resizes it


@pytest.fixture(scope="package")
def chain(session_folder: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    root = tmp_path_factory.mktemp("kills")
    # A server of its own: one that is killed recovers what all tests before wrote.
    with working_folder(root / "server"):
        process.start()
        yield clean_run(make_world(root, GROUPS, session_folder))
        process.stop()


@pytest.fixture
def small_disk() -> Iterator[SmallDisk]:
    """Skips where this machine allows no mounts."""
    with ExitStack() as mounted:
        there: set[Path] = set()

        def mount(folder: Path, size: str) -> None:
            if folder in there:
                subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)
            else:
                mounted.enter_context(_disk(folder, size))
                there.add(folder)

        yield mount


@contextmanager
def _disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        made = subprocess.run(words, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount on this machine: Linux has one")
    if made.returncode:
        pytest.skip(f"mounts are not allowed here ({made.stderr.strip()}): run as root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
