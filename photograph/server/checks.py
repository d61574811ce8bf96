"""Checks before a start of the server; each failure says what to do about it."""

from __future__ import annotations

import shutil
import socket
import sys
from pathlib import Path

from photograph.errors import PhotographError
from photograph.server.configuration import HOST, ServerConfiguration
from photograph.server.memory import MIB, ServerMemory

LEAST_DISK = 1024 * MIB


def check_system() -> None:
    """Checks that the operating system is one on which the server is tested."""
    if sys.platform == "win32":
        raise PhotographError(
            "The embedded server runs on Linux and macOS only.",
            "Start a Neo4j with GDS and APOC yourself and set NEO4J_URI.",
        )


def check_machine(wanted: ServerConfiguration) -> None:
    """Checks that the ports are free, and that memory and disk are sufficient."""
    _check_port(wanted.ports.bolt, "Bolt", "PHOTOGRAPH_BOLT_PORT")
    _check_port(wanted.ports.http, "Neo4j Browser", "PHOTOGRAPH_HTTP_PORT")
    _check_memory(wanted.memory)
    _check_disk(wanted.home.neo4j)


def _check_port(port: int, purpose: str, variable: str) -> None:
    if _is_busy(port):
        raise PhotographError(
            f"Port {port}, which the server needs for {purpose}, is used by another program.",
            f"Stop that program, or name another port in {variable}.",
        )


def _is_busy(port: int) -> bool:
    with socket.socket() as caller:
        caller.settimeout(1)
        if caller.connect_ex((HOST, port)) == 0:
            return True
    with socket.socket() as listener:
        # Without this a port that a server left a minute ago looks busy.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return True
    return False


def _check_memory(memory: ServerMemory) -> None:
    if memory.available < memory.needed:
        raise PhotographError(
            f"The server needs {memory.needed // MIB} MiB of memory, and this machine has"
            f" {memory.available // MIB} MiB available.",
            "Close other programs, or give it a smaller heap: PHOTOGRAPH_HEAP=512m",
        )


def _check_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < LEAST_DISK:
        raise PhotographError(
            f"{folder} has {free // MIB} MiB of disk free, and the server needs"
            f" {LEAST_DISK // MIB} MiB.",
            "Free some space, or name another working folder in PHOTOGRAPH_HOME.",
        )
