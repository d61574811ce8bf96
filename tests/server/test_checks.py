from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import psutil
import pytest

from photograph.errors import PhotographError
from photograph.server import memory as memory_module
from photograph.server import process
from photograph.server.configuration import ports
from photograph.server.memory import GIB, MIB, memory
from photograph.settings import Home, home
from tests.server.conftest import working_folder
from tests.unprivileged import open_folder, unprivileged


def pretend_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, total: int, available: int
) -> None:
    machine = psutil.virtual_memory()._replace(total=total, available=available)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: machine)
    monkeypatch.setattr(memory_module, "CONTROL_GROUP", tmp_path)


@pytest.mark.parametrize("variable", ["PHOTOGRAPH_BOLT_PORT", "PHOTOGRAPH_HTTP_PORT"])
def test_a_busy_port_is_named_with_its_variable(place: Home, variable: str) -> None:
    port = os.environ[variable]
    with (
        socket.create_server(("127.0.0.1", int(port))),
        pytest.raises(PhotographError) as failure,
    ):
        process.start()
    assert port in failure.value.what
    assert variable in failure.value.next_step
    assert process.running(place) is None


@pytest.mark.parametrize("port", ["0", "65536", "-1", "bolt", "²"])
def test_a_port_that_is_none_is_refused(place: Home, port: str) -> None:
    os.environ["PHOTOGRAPH_BOLT_PORT"] = port
    with pytest.raises(PhotographError, match="PHOTOGRAPH_BOLT_PORT"):
        ports()


def test_too_little_memory(place: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pretend_memory(monkeypatch, tmp_path, total=4 * GIB, available=900 * MIB)
    with pytest.raises(PhotographError, match=r"1024 MiB .* 900 MiB.*PHOTOGRAPH_HEAP"):
        process.start()
    assert process.running(place) is None


def test_a_heap_larger_than_the_machine(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOGRAPH_HEAP", "90000g")
    with pytest.raises(PhotographError, match="MiB available"):
        process.start()


def test_too_little_disk(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage("/")._replace(free=900 * MIB)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(PhotographError, match="900 MiB of disk"):
        process.start()
    assert process.running(place) is None


def test_a_folder_that_cannot_be_made(place: Home) -> None:
    place.root.mkdir(exist_ok=True)
    place.neo4j.write_text("a file in the folder's place")
    with pytest.raises(PhotographError, match="PHOTOGRAPH_HOME"):
        process.start()
    place.neo4j.unlink()


def test_a_folder_that_is_read_only() -> None:
    with open_folder() as folder, working_folder(folder):
        home().neo4j.mkdir()
        home().neo4j.chmod(0o555)
        with unprivileged(), pytest.raises(PhotographError, match="can't be written"):
            process.start()


@pytest.mark.parametrize(
    ("total", "available", "heap", "page_cache"),
    [
        (2 * GIB, 1 * GIB, 1 * GIB, 256 * MIB),
        (16 * GIB, 12 * GIB, 4 * GIB, 2 * GIB),
        (16 * GIB, 4 * GIB, 2 * GIB, 1 * GIB),
        (256 * GIB, 200 * GIB, 16 * GIB, 4 * GIB),
    ],
)
def test_memory_is_a_share_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    total: int,
    available: int,
    heap: int,
    page_cache: int,
) -> None:
    monkeypatch.delenv("PHOTOGRAPH_HEAP", raising=False)
    pretend_memory(monkeypatch, tmp_path, total, available)
    assert (memory().heap, memory().page_cache) == (heap, page_cache)


def test_a_container_gets_a_share_of_its_limit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PHOTOGRAPH_HEAP", raising=False)
    pretend_memory(monkeypatch, tmp_path, total=256 * GIB, available=200 * GIB)
    (tmp_path / "memory.max").write_text(f"{8 * GIB}\n")
    (tmp_path / "memory.current").write_text(f"{1 * GIB}\n")
    assert memory().heap == 2 * GIB
    assert memory().available == 7 * GIB


@pytest.mark.parametrize(("asked", "heap"), [("2g", 2 * GIB), ("700M", 700 * MIB)])
def test_the_heap_can_be_asked_for(monkeypatch: pytest.MonkeyPatch, asked: str, heap: int) -> None:
    monkeypatch.setenv("PHOTOGRAPH_HEAP", asked)
    assert memory().heap == heap


@pytest.mark.parametrize("asked", ["much", "2", "g", "-2g", "0g", "2gb"])
def test_a_heap_that_is_no_amount_is_refused(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv("PHOTOGRAPH_HEAP", asked)
    with pytest.raises(PhotographError, match="PHOTOGRAPH_HEAP"):
        memory()
