"""Fuzzes each target in a child process, so that a crash or a hang is a failure with its input."""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import signal
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path

from tests.fuzz.report import Report
from tests.fuzz.rounds import CURRENT, REPORT, STACK, Budget, run_rounds
from tests.fuzz.target import Target

_BROKEN = 70
_MOST_MEMORY = 12 << 30  # of addresses; pyarrow and Java take many and fill few


def fuzz(target: Target, budget: Budget) -> Report:
    """All rounds of a target; after a crash it goes on with other inputs."""
    whole, until = Report(target.name), time.monotonic() + budget.seconds
    for crashes in range(budget.crashes):
        left = replace(
            budget,
            seconds=until - time.monotonic(),
            inputs=budget.inputs and budget.inputs - whole.tried,
            seed=budget.seed + 1000 * crashes,
        )
        if left.seconds <= 0 or left.inputs == 0 or not _in_child(target, left, whole):
            break
    return whole


def _in_child(target: Target, budget: Budget, whole: Report) -> bool:
    """Adds what a child found; whether it ended in a crash."""
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{target.name}-"))
    try:
        # A fork starts at once and with all that is imported; no thread has been started yet.
        child = os.fork()
        if child == 0:
            _run(target, budget, folder)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if (folder / REPORT).exists():
            _add(whole, pickle.loads((folder / REPORT).read_bytes()))  # noqa: S301 - our own file
        if status != 0:
            content = (folder / CURRENT).read_bytes() if (folder / CURRENT).exists() else b""
            whole.add(_how(status, folder / STACK), content)
        return status != 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(target: Target, budget: Budget, folder: Path) -> None:
    """In the child: its messages and those of C libraries go nowhere, its end is plain."""
    code = _BROKEN
    try:
        with (folder / "output").open("wb") as output:
            for stream in (1, 2):
                os.dup2(output.fileno(), stream)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        run_rounds(target, budget, folder)
        code = 0
    except Exception:  # of the target itself, before or between inputs
        (folder / STACK).write_text(traceback.format_exc())
        raise
    finally:
        os._exit(code)


def _how(status: int, stack: Path) -> str:
    if status < 0:
        return f"crashed by {signal.Signals(-status).name}"
    lines = stack.read_text().splitlines() if stack.exists() else []
    if status == _BROKEN and lines:
        return f"can't be tried: {lines[-1]}"
    where = [line.strip() for line in lines if line.strip().startswith("File")]
    return f"hung in {where[0]}" if where else f"ended with code {status}"


def _add(whole: Report, part: Report) -> None:
    whole.tried += part.tried
    whole.slowest = max(whole.slowest, part.slowest)
    whole.grown = max(whole.grown, part.grown)
    for failure in part.failures.values():
        whole.add(failure.what, failure.content)
