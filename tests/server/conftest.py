"""A working folder of its own for each module of these tests, and a real server in it."""

from __future__ import annotations

import itertools
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import Driver

from photograph.server import process
from photograph.server.password import read_password
from photograph.server.sign_in import open_driver
from photograph.settings import Home, home

REPOSITORY = Path(__file__).parents[2]
OUR_VARIABLES = ("NEO4J_", "PHOTOGRAPH_")


# Below the ports that systems give to clients (Linux from 32768), which would take one meanwhile;
# each process begins elsewhere, as another test run may look for ports at the same time.
_PORTS = itertools.cycle(range(10_000, 32_000))
next(itertools.islice(_PORTS, os.getpid() * 61 % 22_000, None))
# A server of tests lives for seconds or minutes: Java's second compiler costs it more than it gives
# (of a core, 50 s instead of 69 for 73 tests); large pages, which Linux has, save a tenth more.
# Each process of the tests has its core; more threads of Java only wait for one another.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:ActiveProcessorCount=1"
if sys.platform == "linux":
    _JAVA += " -XX:+UseTransparentHugePages"


def free_port() -> int:
    """A port that nobody listens at, another one each time."""
    return next(filter(_is_free, _PORTS))


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@contextmanager
def working_folder(folder: Path) -> Iterator[pytest.MonkeyPatch]:
    """The environment of a person who has set nothing but a folder, free ports and a small heap."""
    jars = os.environ.get("PHOTOGRAPH_JARS") or str(REPOSITORY / ".photograph" / "neo4j" / "jars")
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(OUR_VARIABLES):
                patch.delenv(name)
        patch.setenv("PHOTOGRAPH_JARS", jars)
        patch.setenv("PHOTOGRAPH_HOME", str(folder))
        patch.setenv("PHOTOGRAPH_HEAP", "512m")
        patch.setenv("JDK_JAVA_OPTIONS", _JAVA)
        patch.setenv("PHOTOGRAPH_BOLT_PORT", str(free_port()))
        patch.setenv("PHOTOGRAPH_HTTP_PORT", str(free_port()))
        yield patch


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Home]:
    """An empty working folder; a server that a test leaves there is stopped."""
    with working_folder(tmp_path):
        yield home()
        process.stop()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A working folder whose name tries the program's patience, with a server started in it."""
    with working_folder(tmp_path_factory.mktemp("server") / "Müllers [2024] *? #1, 50% it's é"):
        process.start()
        yield home()
        process.stop()


def driver(place: Home) -> Driver:
    there = process.running(place)
    assert there is not None
    return open_driver(there.bolt_port, read_password(place))
