"""A working folder of its own for each module of these tests, and a real server in it."""

from __future__ import annotations

import os
import socket
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


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


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
