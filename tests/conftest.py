"""One embedded Neo4j for the whole test session: own folder, own ports, never the user's."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from photograph.extract import network
from photograph.extract.network import Network, NetworkRequest
from photograph.graph.database import Database
from photograph.server import process
from photograph.server.connection import connect
from photograph.settings import Home, home
from tests.object_server import ObjectServer, object_server
from tests.server.conftest import REPOSITORY, working_folder
from tests.skipped import told_of_skipped
from tests.warm_process import start_warm, written

SHARED = REPOSITORY.parent / "shared"
WORKER = os.environ.get("PYTEST_XDIST_WORKER")
if WORKER:  # each process of the tests has its core: before TensorFlow is imported
    os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
WORKER_MEMORY = 5 * 1024**3  # bytes, of a process that shares the tests, and of its servers
MOST_WORKERS = 4
PATIENCE = 600.0  # seconds, of a command on a busy machine


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        return self.err.strip().splitlines()[-1] if self.err.strip() else ""


def run_photograph(*words: str | Path, **environment: str) -> Ran:
    """Runs the real command as a person would, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = start_warm([*map(str, words)], out, err, {**os.environ, **environment})
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"photograph {words} did not end: {written(err)}")
        return Ran(process.exitcode, written(out), written(err))


def pytest_xdist_auto_num_workers() -> int:
    """One for each core, where each has room for a network and a server."""
    memory: int = psutil.virtual_memory().total
    return max(1, min(os.cpu_count() or 1, memory // WORKER_MEMORY, MOST_WORKERS))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("skipped")
    for line in told_of_skipped(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line)


@pytest.fixture
def photograph() -> Callable[..., Ran]:
    return run_photograph


@pytest.fixture(scope="session")
def shared_photos() -> Path:
    """The real photos beside the checkout; tests of them skip where there are none."""
    folder = SHARED / "photos"
    if not folder.is_dir():
        pytest.skip("../shared/photos, with GROUPS.tsv, is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def mobilenet() -> Path:
    """A real MobileNetV2 with ImageNet training, in TF Hub's form, on a local disk."""
    folder = SHARED / "networks" / "mobilenet_v2_1001"
    if not folder.is_dir():
        pytest.skip("../shared/networks is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def sample_photos() -> Path:
    return REPOSITORY / "photos"


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The working folder of this test session; the default network is built there once."""
    base = tmp_path_factory.getbasetemp()
    with working_folder(base / "home"):
        # Processes that share the tests build each network once.
        yield share_networks(home().root, Home(base.parent if WORKER else base))


@pytest.fixture(scope="session", autouse=True)
def _networks_opened_once() -> Iterator[None]:
    """The same weights in the same folder are opened, and traced by TensorFlow, once a process."""
    opened: dict[tuple[NetworkRequest, Path, str], Network] = {}
    really_open = network._open

    def open_once(request: NetworkRequest, folder: Path, sha: str) -> Network:
        key = (request, folder.resolve(), sha)
        if key not in opened:
            opened[key] = really_open(request, folder, sha)
        return opened[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "_open", open_once)
        yield


@pytest.fixture(scope="session")
def neo4j(session_folder: Home) -> Iterator[Home]:
    """The embedded server of this test session."""
    process.start()
    yield session_folder
    process.stop()


@pytest.fixture
def database(neo4j: Home) -> Iterator[Database]:
    """The session's server with an empty database and no GDS graph."""
    with empty_database() as opened:
        yield opened


@contextmanager
def empty_database() -> Iterator[Database]:
    """The server of the environment, which must be the embedded one, without a node or graph."""
    with connect() as opened:
        assert opened.target.embedded
        run(opened, "MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS")
        run(
            opened,
            "CALL gds.graph.list() YIELD graphName CALL gds.graph.drop(graphName) "
            "YIELD graphName AS dropped RETURN dropped",
        )
        yield opened


def run(database: Database, cypher: str, **parameters: object) -> list[dict[str, Any]]:
    """Runs Cypher of a test in an auto-commit transaction."""
    with database.driver.session(database=database.target.database) as session:
        return [record.data() for record in session.run(cypher, parameters)]


def share_networks(folder: Path, session_folder: Home) -> Home:
    """A new working folder that uses the networks of the test session's."""
    new = Home(folder)
    new.root.mkdir()
    session_folder.networks.mkdir(parents=True, exist_ok=True)
    new.networks.symlink_to(session_folder.networks)
    return new


def scene(filename: object) -> str:
    """What a sample photo shows, by its name."""
    return "-".join(str(filename).split("-")[:2])


@pytest.fixture
def clean_folder(tmp_path: Path, session_folder: Home) -> Iterator[Home]:
    """A working folder with no embeddings and no server, which shares the built network."""
    with working_folder(tmp_path / "home"):
        yield share_networks(home().root, session_folder)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that the test starts end at Ctrl-C, though a shell's background jobs ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def objects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectServer]:
    """A real object server; the environment is that of a person who keeps photos there."""
    pytest.importorskip("moto", reason="moto's server is not installed: make test installs it")
    with object_server(tmp_path) as server:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"):
            monkeypatch.delenv(name, raising=False)
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server
