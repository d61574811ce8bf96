"""Ending a process whose entry its own parent keeps takes no longer than the process lives."""

from __future__ import annotations

import subprocess
import sys
import time

import psutil
import pytest

from photograph.errors import PhotographError
from photograph.server import process_end
from photograph.server.process_end import end_process

# Starts a program, tells its process id, and never asks how it ended.
FORGETFUL = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=sys.stdout).pid, flush=True)
time.sleep(60)
"""
SLEEP = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"


def start(code: str) -> tuple[subprocess.Popen[str], int]:
    """A forgetful parent, and the process id of its child, which is up."""
    words = [sys.executable, "-c", FORGETFUL, code]
    parent = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    told = {parent.stdout.readline().strip() for _ in range(2)}
    [pid] = told - {"up"}
    return parent, int(pid)


def test_a_process_that_another_program_started_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_end, "TIMEOUT_SECONDS", 20)
    parent, pid = start(SLEEP)
    try:
        end_process(pid)

        assert psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    finally:
        parent.kill()
        parent.wait()


@pytest.mark.slow
def test_a_process_that_does_not_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_end, "TIMEOUT_SECONDS", 1)
    parent, pid = start(STUBBORN)
    began = time.monotonic()
    try:
        with pytest.raises(PhotographError, match=f"process {pid}, has not ended within 1 s"):
            end_process(pid)

        assert time.monotonic() - began < 20
    finally:
        psutil.Process(pid).kill()
        parent.kill()
        parent.wait()


def test_a_process_that_has_gone_is_no_failure() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    end_process(ended.pid)
