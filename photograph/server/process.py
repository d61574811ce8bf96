"""The embedded server as a process: whether it is up, and how to start and stop it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from photograph.console import say
from photograph.errors import NO_SERVER, PhotographError, exits_with
from photograph.lock import locked
from photograph.server import checks, configuration, logs, store
from photograph.server.folders import link_folders, make_folders
from photograph.server.guide import write_guide
from photograph.server.jars import ensure_jars
from photograph.server.java import find_java
from photograph.server.launch import launch
from photograph.server.password import ensure_password
from photograph.server.process_end import end_process
from photograph.server.readiness import StillStarting, StoppedWriting, await_ready
from photograph.server.remembered import RunningServer, is_server, remember, remembered, state_file
from photograph.settings import Home, home

LOG_LINES = 15
WAITING = "Another process is starting or stopping the server; waiting."


def running(place: Home) -> RunningServer | None:
    """The embedded server that is up, or None."""
    import psutil

    there = remembered(place)
    if there is None:
        return None
    try:
        process = psutil.Process(there.pid)
        # Linux shows no words of a process that has just been started, nor of a dead one.
        alive = process.status() != psutil.STATUS_ZOMBIE
        words = process.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    return there if alive and (not words or is_server(words, place)) else None


def start() -> RunningServer:
    """Starts the embedded server if it is down, and waits until it answers."""
    before = running(home())
    with exits_with(NO_SERVER):
        there = _bring_up(home())
    if there == before:
        say(f"Neo4j is running already, as process {there.pid}.")
    return there


def stop() -> None:
    """Ends the embedded server and waits until its process has gone."""
    place = home()
    if not _lock_file(place).exists():
        say("Neo4j is not running.")
        return
    with locked(_lock_file(place), WAITING):
        there = running(place)
        if there is None:
            say("Neo4j is not running.")
        else:
            end_process(there.pid)
            say("Neo4j is down.")
        state_file(place).unlink(missing_ok=True)


def kill(place: Home) -> None:
    """Ends the embedded server by SIGKILL, for when it can't end by itself."""
    import psutil

    there = running(place)
    if there:
        with suppress(psutil.NoSuchProcess):
            psutil.Process(there.pid).kill()


@contextmanager
def stopped(place: Home) -> Iterator[None]:
    """Stops the embedded server during the block, and starts it again after it."""
    with locked(_lock_file(place), WAITING):
        try:
            there = running(place)
            if there:
                end_process(there.pid)
            yield
        finally:
            if running(place) is None:
                with exits_with(NO_SERVER):
                    _start(place)


def ensure_running() -> None:
    """Starts the embedded server unless it is up or ``NEO4J_URI`` names another one."""
    if not os.environ.get("NEO4J_URI"):
        with exits_with(NO_SERVER):
            _bring_up(home())


def _bring_up(place: Home) -> RunningServer:
    checks.check_system()
    make_folders(place)
    with locked(_lock_file(place), WAITING):
        there = running(place)
        if there is None:
            return _start(place)
        # It may be starting still, since a start that was given up leaves it to go on.
        try:
            await_ready(place, there.bolt_port, partial(_check_alive, place, 0))
            return there
        except StoppedWriting as why:
            say(f"{why.what} It is stopped and started again.")
            end_process(there.pid)
            return _start(place)


def _start(place: Home) -> RunningServer:
    store.finish(place)
    return start_as(configuration.configuration(place))


def start_as(wanted: configuration.ServerConfiguration, *options: str) -> RunningServer:
    """Starts a server of this configuration, with more options for Java, and waits for it."""
    place = wanted.home
    checks.check_machine(wanted)
    java = find_java()
    ensure_jars(place.jars)
    link_folders(place)
    configuration.write_configuration(wanted)
    write_guide(place, wanted.ports.http)
    ensure_password(place)
    log = logs.server_log(place)
    written = log.stat().st_size if log.is_file() else 0
    there = _launch(java, wanted, *options)
    try:
        await_ready(place, there.bolt_port, partial(_check_alive, place, written))
    except StillStarting:
        raise
    except PhotographError:
        end_process(there.pid)
        raise
    return there


def _launch(java: Path, wanted: configuration.ServerConfiguration, *options: str) -> RunningServer:
    say("Starting Neo4j.")
    there = RunningServer(launch(java, wanted, *options), wanted.ports.bolt, wanted.ports.http)
    remember(there, wanted.home)
    return there


def _check_alive(place: Home, written: int) -> None:
    if running(place):
        return
    raise PhotographError(
        "Neo4j ended while it was starting; the end of its log is above.",
        "Fix what the log names, then run `photograph server start` again.",
        details=logs.last_words(place, LOG_LINES, written),
    )


def _lock_file(place: Home) -> Path:
    return place.neo4j / "run" / "start.lock"
