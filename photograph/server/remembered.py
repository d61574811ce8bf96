"""Remembers the server's process in a file; finds it by its command line if that is damaged."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from photograph.errors import DamagedFileError
from photograph.server.configuration import ports
from photograph.server.launch import HOME_OPTION, PORTS_OPTION
from photograph.settings import Home
from photograph.state_file import read_state, write_state


@dataclass(frozen=True)
class RunningServer:
    """A server that is up: its process and its ports."""

    pid: int
    bolt_port: int
    http_port: int


def state_file(place: Home) -> Path:
    """The path of the file."""
    return place.neo4j / "run" / "server.json"


def remember(there: RunningServer, place: Home) -> None:
    """Records the process of the server."""
    write_state(state_file(place), asdict(there))


def remembered(place: Home) -> RunningServer | None:
    """The server process that was last started here, which may have ended."""
    try:
        return RunningServer(**read_state(state_file(place), {"pid", "bolt_port", "http_port"}, ""))
    except DamagedFileError:
        found = _find(place)
        if found:
            remember(found, place)
        return found
    except OSError:
        return None


def is_server(words: list[str], place: Home) -> bool:
    """Whether a command line is that of this working folder's server."""
    # A process id is used again after a while. The time of birth would tell that as well, but it
    # moves when the machine's clock is set.
    homes = (word.removeprefix(HOME_OPTION) for word in words if word.startswith(HOME_OPTION))
    return any(Path(there).exists() and place.neo4j.samefile(there) for there in homes)


def _find(place: Home) -> RunningServer | None:
    import psutil

    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if is_server(words, place):
            return RunningServer(process.pid, *_ports(words))
    return None


def _ports(words: list[str]) -> tuple[int, int]:
    for word in words:
        if word.startswith(PORTS_OPTION):
            bolt, http = word.removeprefix(PORTS_OPTION).split(",")
            return int(bolt), int(http)
    asked = ports()  # it was started by a version that did not say them
    return asked.bolt, asked.http
