"""Makes the lock file of the jars, for developers who change a version.

Run ``python -m photograph.server.lock`` after editing the coordinates below: it resolves them with
everything they need, fetches the jars into a folder and writes ``jars.lock`` beside it.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from photograph.console import progress, say
from photograph.server.download import maven
from photograph.server.jar import LOCK_FILE, Jar
from photograph.server.jars import THREADS

# Neo4j 5.26 is the long-term release, and GDS 2.13 and APOC 5.26 are those made for it.
COORDINATES = (
    "org.neo4j:neo4j:5.26.30",  # holds org.neo4j.server.CommunityEntryPoint
    "org.neo4j.app:neo4j-server:5.26.30",
    "org.neo4j.client:neo4j-browser:5.24.0",
    "org.neo4j:cypher-shell:5.26.30",
    "org.neo4j.gds:opengds-extension:2.13.9",
    "org.neo4j.gds:proc:2.13.9",  # without it GDS starts and gds.knn is missing
    "org.neo4j.procedure:apoc-core:5.26.19",
    "org.neo4j.procedure:apoc-common:5.26.19",
    "org.webjars.npm:leaflet:1.9.4",  # draws the gallery's map
)
PLUGIN_GROUP = "org.neo4j.gds"
PLUGIN_ARTIFACTS = ("apoc-core", "apoc-common")
BROWSER_ARTIFACT = "neo4j-browser"
WEB_GROUP = "org.webjars.npm"
HEADER = """\
# The jars of the embedded Neo4j, with GDS and APOC, and of what the gallery's pages show with.
# Made by `python -m photograph.server.lock`; do not edit.
# group:artifact:version[:classifier] folder bytes sha256
"""


def main() -> None:
    """Writes the lock file; an argument names a Maven folder to download into and keep."""
    with tempfile.TemporaryDirectory() as temporary:
        cache = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        jars = sorted(resolve(cache))
    lines = (f"{jar.coordinate} {jar.folder} {jar.size} {jar.sha256}\n" for jar in jars)
    LOCK_FILE.write_text(HEADER + "".join(lines), encoding="utf-8")
    say(f"{LOCK_FILE}: {len(jars)} jars, {sum(jar.size for jar in jars) // 1000**2} MB.")


def resolve(cache: Path) -> list[Jar]:
    """Downloads every jar that the coordinates need; returns them with size and sha256."""
    context = maven(cache)
    say("Resolving; this takes a minute or two.")
    named, needed = context.resolver.resolve([context.create_dependency(c) for c in COORDINATES])
    artifacts = [dependency.artifact for dependency in (*named, *needed)]
    with (
        progress("Fetching jars", len(artifacts), "jars") as advance,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        jars = []
        for jar in pool.map(_measure, artifacts):
            jars.append(jar)
            advance(1)
    return jars


def _measure(artifact: Any) -> Jar:
    path: Path = artifact.resolve()
    parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier]
    return Jar(
        coordinate=":".join(part for part in parts if part),
        folder=_folder(artifact.groupId, artifact.artifactId),
        size=path.stat().st_size,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _folder(group: str, artifact: str) -> str:
    if group == WEB_GROUP:
        return "web"
    if artifact == BROWSER_ARTIFACT:  # the server has a copy of it, with the guide
        return "browser"
    return "plugins" if group == PLUGIN_GROUP or artifact in PLUGIN_ARTIFACTS else "lib"


if __name__ == "__main__":
    main()
