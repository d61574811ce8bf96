"""The server's class path, and the archive of the classes on it, if one was made."""

from __future__ import annotations

import hashlib
from pathlib import Path

from photograph.server.guide import JAR as BROWSER_WITH_GUIDE
from photograph.server.guide import UNPACKED as UNPACKED_BROWSER

ON_PATH = ("lib", "plugins")
FIRST = "/parquet-floor-"
LAST = "/jaxb-runtime-"  # it names other jars: Java 21 takes no class archive where they follow it


def class_path(jars: Path) -> str:
    """The jars of the server, as seen from its folder; `jars` is the jar folder."""
    # Plugins are on the class path too: without that GDS 2.13 finds only half of its classes.
    # parquet-floor stands in for Hadoop; where the real hadoop-common 3.5 is found before it, APOC
    # 5.26 fails to start its handler of addresses, and LOAD CSV reads no http address.
    # Java puts the jars of `lib/*` in the order of the disk, which differs from machine to machine.
    names = [f"{folder}/{jar.name}" for folder in ON_PATH for jar in (jars / folder).glob("*.jar")]
    names.sort(key=lambda name: (LAST in name, FIRST not in name, name))
    # What is written anew at each start comes last: a class archive is of what is before it.
    return ":".join([*names, UNPACKED_BROWSER, BROWSER_WITH_GUIDE])


def archive_file(java: Path, jars: Path) -> Path:
    """The class archive for this Java and exactly these jars, which may not exist."""
    known = hashlib.sha256(f"{java.resolve()} {java.stat().st_size}\n".encode())
    for name in ON_PATH:
        for jar in sorted((jars / name).glob("*.jar")):
            status = jar.stat()
            known.update(f"{name}/{jar.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return jars / "classes" / f"{known.hexdigest()[:16]}.jsa"
