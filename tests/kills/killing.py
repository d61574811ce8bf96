"""Starts a command, waits for a moment of its work, and kills it or the server."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from photograph.server import process
from photograph.settings import home
from tests.warm_process import start_warm, written

# Seconds after which a command counts as hung, and a server as not started, on a busy machine too.
PATIENCE = 900.0
BUSY = {"PHOTOGRAPH_START_TIMEOUT": "600"}
_PAUSE = 0.001

Sign = Callable[[int], bool]  # whether the process of this id has begun with its work


@dataclass(frozen=True)
class Moment:
    """When to kill: a share of the time before the sign of work, or of that after it."""

    at_work: bool
    share: float

    def __str__(self) -> str:
        return f"{self.share:.3f} of its {'work' if self.at_work else 'start'}"


@dataclass
class Timing:
    """Seconds of a command that nobody disturbs: until it shows a sign of work, and after it."""

    start: float
    work: float

    def seconds(self, moment: Moment) -> float:
        return moment.share * (self.work if moment.at_work else self.start)


@dataclass(frozen=True)
class Outcome:
    """What became of a command; `hit` where it still ran when something was killed."""

    code: int
    told: str
    hit: bool = False
    hung: bool = False

    @property
    def last_line(self) -> str:
        return self.told.strip().splitlines()[-1] if self.told.strip() else ""


@dataclass
class Command:
    """A command at work, in a process group of its own, with what it tells in a file.

    `ended` is the last time at which it was seen to run.
    """

    words: list[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def __enter__(self) -> Command:
        self.log.unlink(missing_ok=True)
        self.started = self.ended = time.monotonic()
        environment = {**os.environ, **BUSY, **self.environment}
        self.process = start_warm(self.words, Path(os.devnull), self.log, environment)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.exitcode is None:
            self.kill()

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    @property
    def runs(self) -> bool:
        if self.process.exitcode is None:
            self.ended = time.monotonic()
            return True
        return False

    def wait_for(self, sign: Sign) -> float:
        """The time at which it showed a sign of work, or ended."""
        while self.runs and not sign(self.pid):
            time.sleep(_PAUSE)
        return time.monotonic()

    def wait_until(self, moment: float) -> None:
        while self.runs and time.monotonic() < moment:
            time.sleep(_PAUSE)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()

    def end(self) -> Outcome:
        """Waits until it ends by itself; one that does not is killed, and counts as hung."""
        self.wait_until(time.monotonic() + PATIENCE)
        hung = self.runs
        if hung:
            self.kill()
        code = self.process.exitcode
        assert code is not None
        return Outcome(code, written(self.log), hung=hung)


def connected(port: int) -> Sign:
    """Whether a process speaks with the server of this port."""

    def speaks(pid: int) -> bool:
        try:
            connections = psutil.Process(pid).net_connections("tcp4")
        except psutil.NoSuchProcess:
            return False
        return any(one.raddr and one.raddr.port == port for one in connections)

    return speaks


def kill_server() -> None:
    """Returns when its process has gone, so that its ports are free."""
    server = process.running(home())
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    while process.running(home()) is not None:
        time.sleep(_PAUSE)
