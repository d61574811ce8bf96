"""Reads the server's logs: their last lines, and new lines as they come."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from photograph.errors import PhotographError
from photograph.settings import Home

PAUSE_SECONDS = 0.5
LINES_READ = 500


def server_log(home: Home) -> Path:
    """The log of Neo4j."""
    return home.neo4j / "logs" / "neo4j.log"


def console_log(home: Home) -> Path:
    """The output of the Java process, mostly errors from before Neo4j starts."""
    return home.neo4j / "logs" / "console.log"


def last_lines(path: Path, lines: int, offset: int = 0) -> list[str]:
    """The last lines of a log after an offset; empty if there is no log."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", errors="replace") as stream:
        stream.seek(offset if offset <= path.stat().st_size else 0)  # it was rotated
        return [line.rstrip("\n") for line in deque(stream, maxlen=lines)]


def last_words(home: Home, lines: int, offset: int) -> str:
    """The last lines of the logs of a server that died, without stack frames.

    Parameters
    ----------
    home: the working folder.
    lines: the most lines to return.
    offset: the length of the server's log before the start.
    """
    told = last_lines(server_log(home), LINES_READ, offset)
    told += last_lines(console_log(home), LINES_READ)
    words = [line for line in told if line and not line.startswith(("\tat ", "\t... "))]
    return "\n".join(words[-lines:])


def require_log(home: Home) -> Path:
    """The server's log; raises an error if no server was ever started here."""
    path = server_log(home)
    if not path.is_file():
        raise PhotographError(
            f"There is no log {path}: no server was started in this working folder.",
            "Run `photograph server start`.",
        )
    return path


def follow(path: Path) -> Iterator[str]:
    """Yields each line that is added to the log from now on, without end."""
    with path.open(encoding="utf-8", errors="replace") as stream:
        stream.seek(0, 2)
        part = ""
        while True:
            part += stream.readline()
            if part.endswith("\n"):
                yield part.rstrip("\n")
                part = ""
            else:
                time.sleep(PAUSE_SECONDS)
