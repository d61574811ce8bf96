"""The machine that a benchmark ran on, for the head of its table."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil


def describe_machine() -> str:
    """CPU model, cores, memory and system in one line."""
    model = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    except OSError:
        pass
    gibibytes = psutil.virtual_memory().total / 2**30
    return f"{model}, {os.cpu_count()} cores, {gibibytes:.0f} GiB, {platform.system()}"
