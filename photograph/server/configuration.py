"""Writes the server's configuration files at each start."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from photograph.durable_file import write_durably
from photograph.errors import PhotographError
from photograph.server import content_policy
from photograph.server.memory import MIB, ServerMemory, memory
from photograph.settings import Home

HOST = "127.0.0.1"
BOLT_PORT = 7687
HTTP_PORT = 7474
HEADER = (
    "# Written at each start; put settings of your own into extra.conf, which overrides these.\n"
)


@dataclass(frozen=True)
class ServerPorts:
    """Where the server listens: Bolt for programs, HTTP for Neo4j Browser."""

    bolt: int
    http: int


@dataclass(frozen=True)
class ServerConfiguration:
    """The values in a server's configuration files."""

    home: Home
    ports: ServerPorts
    memory: ServerMemory

    @property
    def folder(self) -> Path:
        """The folder of the configuration files."""
        return self.home.neo4j / "conf"


def ports() -> ServerPorts:
    """The ports for the next start: ``PHOTOGRAPH_BOLT_PORT`` and ``PHOTOGRAPH_HTTP_PORT``."""
    return ServerPorts(
        _port("PHOTOGRAPH_BOLT_PORT", BOLT_PORT),
        _port("PHOTOGRAPH_HTTP_PORT", HTTP_PORT),
    )


def configuration(home: Home) -> ServerConfiguration:
    """The configuration by the environment and the machine."""
    return ServerConfiguration(home, ports(), memory())


def write_configuration(wanted: ServerConfiguration) -> None:
    """Writes ``neo4j.conf`` and ``apoc.conf``."""
    settings = _settings(wanted) | own_settings(wanted.home)
    # Neo4j 5.26 refuses to start when neo4j.conf holds a setting of APOC.
    apoc = {name: value for name, value in settings.items() if name.startswith("apoc.")}
    own = {name: value for name, value in settings.items() if name not in apoc}
    for name, group in (("neo4j.conf", own), ("apoc.conf", apoc)):
        lines = (f"{key}={value}\n" for key, value in group.items())
        write_durably(wanted.folder / name, HEADER + "".join(lines))


def _port(variable: str, default: int) -> int:
    asked = os.environ.get(variable)
    if not asked:
        return default
    if asked.isascii() and asked.isdigit() and 0 < int(asked) < 65536:
        return int(asked)
    raise PhotographError(f"{variable} is {asked!r}, which is no port.", "Use 1 to 65535.")


def _settings(wanted: ServerConfiguration) -> dict[str, str]:
    return {
        # Names below the server's folder, made by folders.py; unset, no file:/// address works.
        "server.directories.import": "import",
        "server.directories.plugins": "plugins",
        "server.directories.lib": "lib",
        **_network(wanted.ports),
        "dbms.security.auth_enabled": "true",
        # GDS works on the store's internals; of APOC 5.26 only the counts of apoc.meta.stats do.
        "dbms.security.procedures.unrestricted": "gds.*,apoc.meta.*",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        content_policy.SETTING: content_policy.POLICY,
        "server.memory.pagecache.size": f"{wanted.memory.page_cache // MIB}m",
        # Neo4j 5.26 reserves a whole 256 MiB log for each of its two databases and keeps two days.
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.size": "64m",
        "db.tx_log.rotation.retention_policy": "2 files",
        # Neo4j 5.26 waits 2 x 5 s for Bolt at a stop, after the databases have been closed.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        "apoc.export.file.enabled": "false",
        "apoc.import.file.enabled": "false",
    }


def _network(wanted: ServerPorts) -> dict[str, str]:
    addresses = {"bolt": f"{HOST}:{wanted.bolt}", "http": f"{HOST}:{wanted.http}"}
    listen = {f"server.{name}.listen_address": address for name, address in addresses.items()}
    # Neo4j 5.26 advertises the default port whatever it listens on, so both are said.
    tell = {f"server.{name}.advertised_address": address for name, address in addresses.items()}
    return {
        "server.default_listen_address": HOST,
        **listen,
        **tell,
        "server.https.enabled": "false",
    }


def own_settings(home: Home) -> dict[str, str]:
    """A person's own settings, which replace ours: Neo4j refuses a name that is set twice."""
    path = home.neo4j / "conf" / "extra.conf"
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
