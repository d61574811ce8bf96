"""The loader's memory stays flat: it reads and sends in pieces, whatever the file is like."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.synthetic_photos import write_photos
from photograph.graph.database import Database
from tests.server.conftest import REPOSITORY

FEW, MANY, DIMS = 10_000, 40_000, 64
MIB_FOR_A_MILLION = 1024


def peak_mib(folder: Path, photos: int) -> float:
    """The most memory of a process that loads a file whose rows are all in one group."""
    file = write_photos(folder / "photos.parquet", photos, DIMS)
    pq.write_table(pq.read_table(file), file, row_group_size=1_000_000)
    command = [sys.executable, "-m", "bench.load_memory", str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    return float(ran.stdout)


@pytest.mark.slow
def test_a_million_photos_would_take_less_than_a_gigabyte(
    database: Database, tmp_path: Path
) -> None:
    few, many = peak_mib(tmp_path, FEW), peak_mib(tmp_path, MANY)

    each = (many - few) / (MANY - FEW)
    assert many + each * 1_000_000 < MIB_FOR_A_MILLION, (few, many)
