"""A working folder that may only be read is one line, whatever the command; nothing is written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.embeddings import photos_file
from tests.extract.photo_files import save_jpeg
from tests.server.conftest import REPOSITORY, free_port

# Root may write anywhere, so it runs the command without that right.
WITHOUT_IT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
AS_OTHERS = WITHOUT_IT if os.geteuid() == 0 else []
COMMANDS = [
    ("extract", "PHOTOS"),
    ("load",),
    ("link",),
    ("albums",),
    ("server", "start"),
]


@pytest.fixture(scope="module")
def read_only() -> Iterator[Path]:
    """A folder with photos and a working folder, all of which everybody may read and none write."""
    folder = Path(tempfile.mkdtemp())
    save_jpeg(folder / "photos" / "a.jpg")
    embeddings = folder / "home" / "embeddings"
    photos_file(embeddings / "holiday" / "test-network" / "embeddings.parquet")
    (embeddings / "holiday" / "root.json").write_text(f'{{"folder": "{folder / "photos"}"}}')
    (embeddings / "last.json").write_text('{"root": "holiday", "network": "test-network"}')
    _allow(folder, 0o555, 0o444)
    yield folder
    _allow(folder, 0o755, 0o644)
    shutil.rmtree(folder)


def _allow(folder: Path, folders: int, files: int) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(folders if path.is_dir() else files)


def run_as_others(home: Path, *words: str) -> Ran:
    done = subprocess.run(
        [*AS_OTHERS, sys.executable, "-m", "photograph", *words],
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "PHOTOGRAPH_HOME": str(home),
            "PHOTOGRAPH_BOLT_PORT": str(free_port()),  # a server would be one of the test's own
            "PHOTOGRAPH_HTTP_PORT": str(free_port()),
        },
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_working_folder_that_may_only_be_read(read_only: Path, words: tuple[str, ...]) -> None:
    if AS_OTHERS and not shutil.which("setpriv"):
        pytest.skip("root can write anywhere, and there is no setpriv: run as another user")
    named = [str(read_only / "photos") if word == "PHOTOS" else word for word in words]
    before = sorted(read_only.rglob("*"))

    ran = run_as_others(read_only / "home", *named)

    assert ran.code not in (0, 2), ran
    assert "Traceback" not in ran.err
    assert ran.last_line.startswith("photograph: ")
    asking = words[0] in ("link", "albums")  # which finds that there is no graph to write to
    assert ("Nothing was loaded" if asking else str(read_only / "home")) in ran.last_line
    assert sorted(read_only.rglob("*")) == before
