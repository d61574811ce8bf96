"""A short round of `make fuzz` with one seed; and that it notices what it looks for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from photograph.graph.database import Database
from tests.fuzz.csv_target import CSV, checking
from tests.fuzz.mutations import mutated
from tests.fuzz.rounds import try_inputs
from tests.server.conftest import REPOSITORY

pytestmark = pytest.mark.slow

INPUTS = 60
WITHOUT_SERVER = ("decode", "exif", "tsv", "parquet", "undo")


def run_module(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_no_target_breaks_a_claim(tmp_path: Path) -> None:
    ran = run_module("tests.fuzz", *WITHOUT_SERVER, "--inputs", str(INPUTS), folder=tmp_path)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    rows = [line.split() for line in ran.stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == [*WITHOUT_SERVER]
    assert all(int(row[1]) >= INPUTS and row[2] == "0" for row in rows)


def test_no_csv_breaks_the_claim(database: Database, tmp_path: Path) -> None:
    with checking(database)(tmp_path) as check:
        try_inputs(mutated(CSV.seeds(), CSV.words), check, count=INPUTS // 2, number=0)


def test_what_breaks_a_claim_is_reported_with_its_input(tmp_path: Path) -> None:
    ran = run_module("tests.fuzz.planted", folder=tmp_path)

    told = ran.stdout.splitlines()
    for wanted in (
        "crash True crashed by SIGSEGV",
        "hang True hung in",
        "fail True KeyError at planted.py",
        "swell True took more than 30 MiB",
    ):
        assert any(line.startswith(wanted) for line in told), ran.stdout + ran.stderr
