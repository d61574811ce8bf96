"""The server's logs: their last lines, and the lines that come."""

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
    """What Neo4j tells about itself."""
    return home.neo4j / "logs" / "neo4j.log"


def console_log(home: Home) -> Path:
    """What the Java machine says when it cannot start Neo4j, and little else."""
    return home.neo4j / "logs" / "console.log"


def last_lines(path: Path, lines: int, offset: int = 0) -> list[str]:
    """The last lines of a log that may not exist, of those written after the offset."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", errors="replace") as stream:
        stream.seek(offset if offset <= path.stat().st_size else 0)  # it was rotated
        return [line.rstrip("\n") for line in deque(stream, maxlen=lines)]


def last_words(home: Home, lines: int, offset: int) -> str:
    """What a server that died had to say, without the frames of stack traces.

    Parameters
    ----------
    home: the working folder.
    lines: how many lines at most.
    offset: where the server's log ended before the start.
    """
    told = last_lines(server_log(home), LINES_READ, offset)
    told += last_lines(console_log(home), LINES_READ)
    words = [line for line in told if line and not line.startswith(("\tat ", "\t... "))]
    return "\n".join(words[-lines:])


def require_log(home: Home) -> Path:
    """The server's log; an error when no server has ever been started here."""
    path = server_log(home)
    if not path.is_file():
        raise PhotographError(
            f"There is no log {path}: no server was started in this working folder.",
            "Run `photograph server start`.",
        )
    return path


def follow(path: Path) -> Iterator[str]:
    """Each line that is added to the log from now on, without end."""
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
