"""Starts the server's Java process, independent of this process."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from photograph.private import PRIVATE_UMASK, open_private
from photograph.server.class_path import archive_file, class_path
from photograph.server.configuration import ServerConfiguration
from photograph.server.logs import console_log
from photograph.server.memory import MIB

MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
HOME_OPTION = "--home-dir="
PORTS_OPTION = "-Dphotograph.ports="  # nothing to Neo4j: a server that is found tells them
FIRST_HEAP = 512 * MIB
# Neo4j 5.26 reaches into these packages, and Java keeps them closed unless told.
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")


def command_line(java: Path, wanted: ServerConfiguration) -> list[str]:
    """The server's command line, to be run in the server's folder with lib and plugins."""
    archive = archive_file(java, wanted.home.jars)
    return [
        str(java),
        *java_options(wanted.memory.heap),
        *([f"-XX:SharedArchiveFile={archive}"] if archive.exists() else []),
        f"-Xms{min(FIRST_HEAP, wanted.memory.heap) // MIB}m",
        f"{PORTS_OPTION}{wanted.ports.bolt},{wanted.ports.http}",
        "-cp",
        class_path(wanted.home.jars),
        MAIN_CLASS,
        f"{HOME_OPTION}{wanted.home.neo4j}",
        f"--config-dir={wanted.folder}",
    ]


def java_options(heap: int) -> list[str]:
    """The Java options of every Neo4j program; the heap is in bytes."""
    return [
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
        "-XX:+UseParallelGC",  # link takes a tenth less time than with G1, Java's own choice
        f"-Xmx{heap // MIB}m",
        "-Dfile.encoding=UTF-8",
    ]


def launch(java: Path, wanted: ServerConfiguration, *options: str) -> int:
    """Starts the server, with more options for Java; returns its process id."""
    program, *words = command_line(java, wanted)
    with open(console_log(wanted.home), "wb", opener=open_private) as console:
        process = subprocess.Popen(
            [program, *options, *words],
            cwd=wanted.home.neo4j,
            # Java reads file names in the locale's encoding: "C" has no way to say "é".
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal must not reach it
            umask=PRIVATE_UMASK,
        )
    return process.pid
