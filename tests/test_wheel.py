"""The package works where there is no checkout: a wheel, a new environment, an empty folder."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from photograph import __version__
from tests.documents import PAGES, lines
from tests.server.conftest import REPOSITORY, working_folder

pytestmark = pytest.mark.slow

NOT_OURS = (".git", ".venv", ".photograph", "build", "*.egg-info", "*_cache", "__pycache__")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, since setuptools leaves a folder `build`, and takes from it next time."""
    folder = tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns(*NOT_OURS)
    shutil.copytree(REPOSITORY, folder / "source", symlinks=True, ignore=ignored)
    words = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", *words, f"{folder}/source"], check=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel, which finds what the wheel depends on in this one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [f"{folder}/bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    [packages] = folder.glob("lib/python*/site-packages")
    # A .pth file of this one, as an editable install has, is not read there.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


@pytest.fixture
def empty_folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "empty"
    folder.mkdir()
    with working_folder(folder / ".photograph"):
        yield folder


def test_the_wheel_holds_one_importable_name_and_every_file(wheel: Path) -> None:
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert {name.partition("/")[0] for name in names} == {"photograph"}
    folders = ("photograph", "extract", "load", "jobs", "cypher")
    tracked = subprocess.run(
        ["git", "ls-files", "--", *folders, "photos/*.jpg"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    wanted = {
        _in_package(name) for name in tracked if not (REPOSITORY / name.strip('"')).is_symlink()
    }
    assert wanted - names == set()


def _in_package(tracked: str) -> str:
    name = tracked.strip('"')
    if name.startswith("photos/"):
        return name.replace("photos/", "photograph/samples/", 1)
    return name if name.startswith("photograph/") else f"photograph/{name}"


@pytest.mark.parametrize("line", sorted({line for page in PAGES for line in lines(page, "uv")}))
def test_the_ways_to_install_that_the_manual_names(
    line: str, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that it depends on; what `demo` does then is proved below, once."""
    monkeypatch.setenv("UV_TOOL_DIR", str(tmp_path / "tools"))
    monkeypatch.setenv("UV_TOOL_BIN_DIR", str(tmp_path / "bin"))
    monkeypatch.setenv("PATH", os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"])))
    monkeypatch.setenv("UV_PYTHON", sys.executable)
    words = shlex.split(line.replace("photograph demo", "photograph --version"))
    source = wheel.parent / "source"
    done = subprocess.run(words, cwd=source, capture_output=True)
    if "tool" in words:
        installed = [str(tmp_path / "bin/photograph"), "--version"]
        done = subprocess.run(installed, cwd=tmp_path, capture_output=True)

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == __version__


def test_the_demo_runs_in_an_empty_folder(environment: Path, empty_folder: Path) -> None:
    def photograph(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(environment / "photograph"), *words]
        return subprocess.run(command, cwd=empty_folder, capture_output=True, text=True)

    try:
        demo = photograph("demo")
        gallery = photograph("gallery")
        guide = photograph("server", "status")
    finally:
        photograph("server", "stop")

    assert demo.returncode == 0, demo.stderr
    assert "alpine-lake-01-small.jpg  alpine-lake-01.jpg" in demo.stdout
    assert (gallery.returncode, guide.returncode) == (0, 0), gallery.stderr
    assert [path.name for path in empty_folder.iterdir()] == [".photograph"]


def test_a_load_py_of_a_person_hides_nothing(environment: Path, empty_folder: Path) -> None:
    for name in ("extract", "load", "jobs", "cypher", "server", "train", "gallery"):
        (empty_folder / f"{name}.py").write_text("raise SystemExit('not mine')\n")
    code = "import photograph.load.run, photograph.cypher; print(photograph.__file__)"
    python = [str(environment / "python"), "-c", code]
    ran = subprocess.run(python, cwd=empty_folder, capture_output=True, text=True)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(str(environment.parent))
