"""Photos embedded by a Ray cluster of several nodes are those of the local engine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, FAILURES_FILE
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.settings import Home, home
from tests.conftest import run_photograph
from tests.extract.photo_files import save_jpeg
from tests.object_server import BUCKET, ObjectServer
from tests.server.conftest import REPOSITORY, free_port

pytestmark = pytest.mark.slow

PHOTOS = 80


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of two nodes with one core each, on this machine."""
    pytest.importorskip("ray", reason="Ray is not installed: make test installs it")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        from ray.cluster_utils import Cluster

        node = {"num_cpus": 1, "object_store_memory": 100 * 2**20, "include_dashboard": False}
        started: Any = Cluster(initialize_head=True, head_node_args=node)
        started.add_node(num_cpus=1, object_store_memory=100 * 2**20)
        yield str(started.address)
        started.shutdown()


def table(name: str = EMBEDDINGS_FILE) -> dict[str, dict[str, Any]]:
    file = last_collection(home()).folder(home()) / name
    return {row["path"]: row for row in pq.read_table(file).to_pylist()}


def told(output: str) -> dict[str, int]:
    header, _, values = output.splitlines()[:3]
    return dict(zip(header.split(), map(int, values.split()), strict=True))


def assert_same(rows: dict[str, dict[str, Any]], expected: dict[str, dict[str, Any]]) -> None:
    """Everything but the vectors is equal, and those are in the same direction."""
    vectors = ("embedding", "features", "labels")
    assert set(rows) == set(expected)
    for path, row in rows.items():
        assert {k: v for k, v in row.items() if k not in vectors} == {
            k: v for k, v in expected[path].items() if k not in vectors
        }
        assert np.dot(row["embedding"], expected[path]["embedding"]) >= 0.9999
        lengths = np.linalg.norm(row["features"]) * np.linalg.norm(expected[path]["features"])
        assert np.dot(row["features"], expected[path]["features"]) / lengths >= 0.9999
        assert row["labels"][0]["name"] == expected[path]["labels"][0]["name"]


@pytest.fixture
def many(tmp_path: Path, clean_folder: Home) -> Path:
    folder = tmp_path / "many"
    for seed in range(PHOTOS):
        save_jpeg(folder / f"p{seed:03}.jpg", seed % 40, comment=str(seed).encode())
    return folder


def in_another_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What the local engine makes of these photos, in a working folder of its own."""
    with monkeypatch.context() as patch:
        other = home().root.with_name("local")
        other.mkdir()
        (other / "networks").symlink_to(home().networks)
        patch.setenv("PHOTOGRAPH_HOME", str(other))
        extract(folder)
        return table()


def workers() -> list[psutil.Process]:
    """The processes of this test's cluster that hold a network."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "EmbeddingActor" in " ".join(process.cmdline()):
                found.append(process)
        except psutil.NoSuchProcess:
            pass
    return found


def start(folder: Path, address: str, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "photograph", "extract", str(folder), "--engine", "ray"]
    return subprocess.Popen(
        [*command, "--address", address, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_a_part(running: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 300
    while running.poll() is None and not list(home().embeddings.glob("*/*/parts/part-*.parquet")):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_cluster_gives_the_rows_of_the_local_engine(
    cluster: str,
    sample_photos: Path,
    clean_folder: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for file in sample_photos.glob("*.jpg"):
        (photos / file.name).symlink_to(file)
    (photos / "bad.jpg").write_text("no photo")
    (photos / "copy.jpg").symlink_to(sample_photos / "lemon-bowl-01.jpg")
    expected = in_another_home(photos, monkeypatch)

    ran = run_photograph("extract", photos, "--engine", "ray", "--address", cluster, "--batch", "4")

    assert ran.code == 0, ran.err
    assert_same(table(), expected)
    assert set(table(FAILURES_FILE)) == {"bad.jpg"}
    *lines, next_step = ran.err.splitlines()
    assert all("photos" in line or "bad.jpg" in line for line in lines), ran.err
    assert next_step == "Next: photograph load"


def test_a_killed_worker_changes_nothing(
    cluster: str, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = in_another_home(many, monkeypatch)
    running = start(many, cluster, "--batch", "2")
    wait_for_a_part(running)
    before = workers()

    before[0].kill()

    out, err = running.communicate(timeout=500)
    assert len(before) == 2
    assert running.returncode == 0, err
    assert told(out)["new"] == PHOTOS
    assert_same(table(), expected)


def test_a_run_after_a_kill_embeds_only_what_is_missing(cluster: str, many: Path) -> None:
    running = start(many, cluster, "--batch", "2")
    wait_for_a_part(running)
    running.kill()
    running.communicate()

    again = run_photograph("extract", many, "--engine", "ray", "--address", cluster)
    nothing_to_do = run_photograph("extract", many, "--engine", "ray", "--address", "127.0.0.1:1")

    counts = told(again.out)
    assert 0 < counts["unchanged"] < PHOTOS
    assert counts["unchanged"] + counts["new"] == PHOTOS == len(table())
    assert told(nothing_to_do.out)["unchanged"] == PHOTOS


def test_ray_on_this_machine_reads_an_object_store(
    objects: ObjectServer, clean_folder: Home
) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: make test installs it")
    for seed in range(5):
        file = save_jpeg(clean_folder.root / "x.jpg", seed)
        objects.put(f"album/ü {seed}.jpg", file.read_bytes())

    ran = run_photograph("extract", f"s3://{BUCKET}/album", "--engine", "ray")

    assert ran.code == 0, ran.err
    assert set(table()) == {f"ü {seed}.jpg" for seed in range(5)}


def test_a_cluster_that_is_not_there(many: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: make test installs it")
    address = f"127.0.0.1:{free_port()}"

    ran = run_photograph("extract", many, "--engine", "ray", "--address", address)

    assert ran.code == 1
    assert f"No Ray cluster can be used at {address}" in ran.last_line
    assert "Traceback" not in ran.err


def test_without_ray_one_line_says_what_to_install(many: Path, tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without/ray.py").write_text("raise ModuleNotFoundError(\"No module named 'ray'\")")
    path = f"{tmp_path / 'without'}:{REPOSITORY}"

    words = [sys.executable, "-m", "photograph", "extract", str(many), "--engine", "ray"]
    ran = subprocess.run(
        words, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1] == (
        "photograph: Ray is not installed. Install it: pip install '.[ray]', or use --engine local"
    )


def test_an_address_of_a_cluster_needs_the_engine_that_uses_it(many: Path) -> None:
    ran = run_photograph("extract", many, "--address", "x:1")

    assert ran.code == 1
    assert "--engine ray" in ran.last_line
