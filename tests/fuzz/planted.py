"""Targets whose claims are broken by an input with a needle in it: each has to be reported."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fuzz.children import fuzz
from tests.fuzz.rounds import Budget
from tests.fuzz.target import Check, Target

NEEDLE = b"\xc3needle"


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _hang() -> None:
    time.sleep(60)


def _fail() -> None:
    raise KeyError("not documented")


def _swell() -> None:
    bytearray(64 << 20)


def planted(happens: Callable[[], None]) -> Target:
    """A target to which something happens."""

    @contextmanager
    def opened(_: Path) -> Iterator[Check]:
        yield lambda content: happens() if NEEDLE in content else None

    name = happens.__name__.strip("_")
    return Target(name, lambda: [b"hay" * 20], [NEEDLE], opened, seconds=0.3, mebibytes=30)


if __name__ == "__main__":
    for target in map(planted, (_crash, _hang, _fail, _swell)):
        for failure in fuzz(
            target, Budget(seconds=60, inputs=60, seed=1, crashes=1)
        ).failures.values():
            print(target.name, NEEDLE in failure.content, failure.what)
