"""`kill -9` at any moment loses at most the batch in flight, and the next run goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from photograph.contract import EMBEDDINGS_FILE
from photograph.settings import Home
from tests.conftest import run_photograph
from tests.extract.photo_files import save_jpeg

PHOTOS, BATCH = 150, 5


def kept(store: Path) -> set[str]:
    """The content that is on the disk now: whatever is there must be readable."""
    files = [*store.glob("parts/part-*.parquet"), *store.glob(EMBEDDINGS_FILE)]
    return {
        content
        for file in files
        for content in pq.read_table(file, columns=["content_hash"])["content_hash"].to_pylist()
    }


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "photograph", "extract", str(folder), "--batch", str(BATCH)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_killed_many_times_at_random_moments_nothing_that_was_done_is_lost(
    tmp_path: Path, clean_folder: Home
) -> None:
    folder = tmp_path / "photos"
    for seed in range(PHOTOS):
        save_jpeg(folder / f"p{seed:03}.jpg", seed, comment=str(seed).encode())
    store = clean_folder.embeddings / "photos/efficientnet-lite0"
    chance = random.Random(7)  # noqa: S311
    before: set[str] = set()
    killed_at_work = 0
    for _ in range(30):
        running = start(folder)
        wait_for_more(store, running, extra=chance.uniform(0, 0.4))
        running.kill()
        killed_at_work += running.wait() == -9
        now = kept(store)
        assert before <= now
        before = now
        if len(now) == PHOTOS:
            break

    done = run_photograph("extract", folder, "--batch", str(BATCH))

    assert done.code == 0, done.err
    assert killed_at_work >= 5
    rows = pq.read_table(store / EMBEDDINGS_FILE).to_pylist()
    assert {row["path"] for row in rows} == {f"p{seed:03}.jpg" for seed in range(PHOTOS)}
    assert len(rows) == PHOTOS
    assert list((store / "parts").iterdir()) == []
    assert not list(store.rglob("*.tmp"))


def parts(store: Path) -> int:
    return len(list(store.glob("parts/part-*.parquet")))


def wait_for_more(store: Path, running: subprocess.Popen[bytes], extra: float) -> None:
    """Waits until this process has written a part of its own, then a random moment more."""
    before, deadline = parts(store), time.monotonic() + 60
    while running.poll() is None and time.monotonic() < deadline and parts(store) == before:
        time.sleep(0.02)
    time.sleep(extra)


@pytest.mark.slow
def test_a_run_after_a_kill_embeds_only_what_is_missing(tmp_path: Path, clean_folder: Home) -> None:
    folder = tmp_path / "photos"
    for seed in range(PHOTOS):
        save_jpeg(folder / f"p{seed:03}.jpg", seed, comment=str(seed).encode())
    store = clean_folder.embeddings / "photos/efficientnet-lite0"
    running = start(folder)
    wait_for_more(store, running, extra=0.3)
    running.kill()
    running.wait()
    done_before = len(kept(store))

    done = run_photograph("extract", folder)

    header, _, values = done.out.splitlines()[:3]
    told = dict(zip(header.split(), map(int, values.split()), strict=True))
    assert 0 < done_before < PHOTOS
    assert told["unchanged"] == done_before
    assert told["new"] == PHOTOS - done_before
