"""Fuzzes one target in this process: rounds of inputs, and what each did."""

from __future__ import annotations

import faulthandler
import pickle
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisException
from hypothesis.strategies import SearchStrategy

from bench.peak_memory import peak_memory
from tests.fuzz.mutations import mutated
from tests.fuzz.report import Report
from tests.fuzz.target import Check, Target

_A_ROUND = 200
_HUNG = 6  # times what an input may take: then the process is ended
_MIB = 1 << 20
_OURS = str(Path(__file__).parents[2])
CURRENT, REPORT, STACK = "current", "report", "stack"


@dataclass(frozen=True)
class Budget:
    """When a target has been tried enough: by inputs of one seed, by time, or by crashes."""

    seconds: float
    inputs: int | None = None
    seed: int = 0
    crashes: int = 5


def run_rounds(target: Target, budget: Budget, folder: Path) -> Report:
    """Tries inputs until the budget is spent; `folder` holds what a crash would leave."""
    report = Report(target.name)
    inputs = mutated(target.seeds(), target.words)
    with target.opened(folder) as check, (folder / STACK).open("w") as stack:
        faulthandler.enable(stack)
        until = time.monotonic() + budget.seconds  # what is opened may be a server
        watched = _Watched(target, check, report, folder, stack, until)
        a_round, number = budget.inputs or _A_ROUND, budget.seed
        while time.monotonic() < until and (budget.inputs is None or report.tried < budget.inputs):
            watched.known = frozenset(report.failures)
            try_inputs(inputs, watched, a_round, number)
            number += 1
    (folder / REPORT).write_bytes(pickle.dumps(report))
    return report


def try_inputs(
    inputs: SearchStrategy[bytes], one: Callable[[bytes], None], count: int, number: int
) -> None:
    """Tries so many inputs, always the same ones for a number; what `one` raises comes out."""
    calm = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )

    @seed(number)
    @calm
    @given(inputs)
    def fuzzed(content: bytes) -> None:
        one(content)

    try:
        fuzzed()
    except (ClaimBrokenError, HypothesisException):
        return  # it is in the report, with the shortest input


class ClaimBrokenError(Exception):
    """An input did what is claimed that none does."""


@dataclass
class _Watched:
    """A check whose every input is written down first, timed and measured."""

    target: Target
    check: Check
    report: Report
    folder: Path
    stack: TextIO
    until: float
    known: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._before = self._peak = peak_memory()

    def __call__(self, content: bytes) -> None:
        if time.monotonic() > self.until:
            return
        (self.folder / CURRENT).write_bytes(content)
        self.report.tried += 1
        (self.folder / REPORT).write_bytes(pickle.dumps(self.report))
        faulthandler.dump_traceback_later(self.target.seconds * _HUNG, exit=True, file=self.stack)
        began = time.monotonic()
        try:
            self.check(content)
        except Exception as error:
            broken = _place(error)
            self.report.add(broken, content)
            if broken not in self.known:
                raise ClaimBrokenError(broken) from error
        finally:
            faulthandler.cancel_dump_traceback_later()
            self._measure(content, time.monotonic() - began)

    def _measure(self, content: bytes, seconds: float) -> None:
        """Of time and memory the input is kept as it is: a shorter one may take less."""
        peak = peak_memory()
        grown, self._peak = (peak - self._peak) // _MIB, peak
        self.report.slowest = max(self.report.slowest, seconds)
        self.report.grown = (peak - self._before) // _MIB
        if seconds > self.target.seconds:
            self.report.add(f"took more than {self.target.seconds} s", content)
        if grown > self.target.mebibytes:
            self.report.add(f"took more than {self.target.mebibytes} MiB", content)


def _place(error: Exception) -> str:
    """What was raised and where: the last of our own lines, and the very last one."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if f.filename.startswith(_OURS) and "site-packages" not in f.filename]
    places = {f"{Path(f.filename).name}:{f.lineno}": None for f in (*ours[-1:], *frames[-1:])}
    return f"{type(error).__name__} at {', '.join(places)}"
