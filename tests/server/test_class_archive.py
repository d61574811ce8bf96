"""An archive of classes: a start uses it, and does without where it is damaged or of other jars."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from photograph.server import process
from photograph.server.class_path import archive_file
from photograph.server.java import find_java
from photograph.settings import Home
from tests.in_process import run_here


def uses(place: Home, file: Path) -> bool:
    """Whether Java has mapped the file into the server's memory."""
    there = process.running(place)
    assert there is not None
    return str(file) in Path(f"/proc/{there.pid}/maps").read_text()


@pytest.fixture
def jars_of_its_own(place: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same files, of the same times, in a folder whose archive is not that of other tests."""
    folder = place.root / "jars of its own"
    shutil.copytree(
        place.jars, folder, copy_function=os.link, ignore=shutil.ignore_patterns("classes")
    )
    monkeypatch.setenv("PHOTOGRAPH_JARS", str(folder))
    return folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process has mapped")
def test_a_prepared_server_starts_with_the_archive_and_a_second_preparation_is_none(
    place: Home,
) -> None:
    first = run_here("server", "prepare")
    archive = archive_file(find_java(), place.jars)
    made = archive.stat().st_mtime_ns
    second = run_here("server", "prepare")

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert str(archive) in second.out
    assert second.err == ""
    assert archive.stat().st_mtime_ns == made
    assert [file.name for file in archive.parent.glob("*[!k]")] == [archive.name]
    process.start()
    assert uses(place, archive)


@pytest.mark.slow
def test_a_damaged_archive_is_passed_over(place: Home, jars_of_its_own: Path) -> None:
    archive = archive_file(find_java(), jars_of_its_own)
    archive.parent.mkdir()
    archive.write_bytes(b"no archive" * 10_000)

    started = run_here("server", "start")

    assert started.code == 0, started.err
    assert process.running(place)


def test_an_archive_is_of_one_java_and_of_exactly_these_jars(tmp_path: Path) -> None:
    java, jar = tmp_path / "java", tmp_path / "jars/lib/neo4j.jar"
    jar.parent.mkdir(parents=True)
    java.write_bytes(b"java")
    jar.write_bytes(b"jar")
    before = archive_file(java, tmp_path / "jars")

    os.utime(jar, ns=(1, 1))
    other_time = archive_file(java, tmp_path / "jars")
    (tmp_path / "jars/plugins").mkdir()
    (tmp_path / "jars/plugins/gds.jar").write_bytes(b"gds")
    one_more = archive_file(java, tmp_path / "jars")
    java.write_bytes(b"another java")
    other_java = archive_file(java, tmp_path / "jars")

    assert len({before, other_time, one_more, other_java}) == 4
