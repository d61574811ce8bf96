"""Chooses the server's memory: a share of the machine's, or what was asked for."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from photograph.errors import PhotographError

MIB = 1024**2
GIB = 1024**3
JVM_OVERHEAD = 256 * MIB  # code, threads and buffers of the Java machine itself
UNITS = {"k": 1024, "m": MIB, "g": GIB}
CONTROL_GROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class ServerMemory:
    """The bytes of the server's heap and page cache, and those available on the machine."""

    heap: int
    page_cache: int
    available: int

    @property
    def needed(self) -> int:
        """The bytes that must be available for a start."""
        return self.heap + self.page_cache + JVM_OVERHEAD


def memory() -> ServerMemory:
    """A quarter of the machine for the heap and an eighth for the page cache, within bounds.

    ``PHOTOGRAPH_HEAP``, such as ``2g``, sets the heap.
    """
    total, available = _machine()
    asked = parse_bytes("PHOTOGRAPH_HEAP", os.environ.get("PHOTOGRAPH_HEAP"))
    heap = asked or _within(1 * GIB, min(total // 4, available // 2), 16 * GIB)
    page_cache = _within(256 * MIB, min(total // 8, available // 4), 4 * GIB)
    return ServerMemory(heap, page_cache, available)


def _within(least: int, wish: int, most: int) -> int:
    return max(least, min(wish, most))


def parse_bytes(name: str, asked: str | None) -> int | None:
    """Parses an amount of memory such as ``2g`` into bytes; None without a text.

    Parameters
    ----------
    name: the name of the option or variable, for the error.
    """
    if not asked:
        return None
    parts = re.fullmatch(r"([1-9]\d*)([kmg])", asked.strip().lower())
    if not parts:
        raise PhotographError(
            f"{name} is {asked!r}, which is no amount of memory.",
            "Write a number and k, m or g, such as 2g.",
        )
    return int(parts[1]) * UNITS[parts[2]]


def _machine() -> tuple[int, int]:
    import psutil

    machine = psutil.virtual_memory()
    # psutil sees the host, but the kernel kills a container that outgrows its own limit.
    limit, used = _number("memory.max"), _number("memory.current")
    if limit is None or used is None or limit >= machine.total:
        return machine.total, machine.available
    return limit, min(machine.available, limit - used)


def _number(name: str) -> int | None:
    try:
        return int((CONTROL_GROUP / name).read_text())
    except (OSError, ValueError):  # no control groups here, or the word "max": no limit
        return None
