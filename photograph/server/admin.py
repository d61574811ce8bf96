"""Runs ``neo4j-admin`` from the jars of the embedded server."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from photograph.errors import PhotographError
from photograph.private import PRIVATE_UMASK, open_private
from photograph.server.configuration import configuration
from photograph.server.java import find_java
from photograph.server.launch import java_options
from photograph.settings import Home

MAIN_CLASS = "org.neo4j.cli.AdminTool"


def run_admin(place: Home, store: Path, words: Sequence[str], folder: Path, log: Path) -> None:
    """Runs a command of ``neo4j-admin`` with the settings of the embedded server.

    Parameters
    ----------
    store: the folder in place of the server's; its databases are below ``data``.
    words: the command and its options.
    folder: the folder to run in, for relative file names in the words.
    log: the file for its output.

    Raises
    ------
    PhotographError: it failed; names the reason and the log.
    """
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "NEO4J_HOME": str(store),
        "NEO4J_CONF": str(place.neo4j / "conf"),
    }
    command = [*_java(place), MAIN_CLASS, *words, "--verbose"]  # without it, no reason is told
    with open(log, "wb", opener=open_private) as told:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C comes here first, and it is ended below
            umask=PRIVATE_UMASK,
        )
        try:
            code = process.wait()
        finally:
            process.kill()
            process.wait()
    if code:
        raise PhotographError(
            f"neo4j-admin failed: {reason(log.read_text(encoding='utf-8', errors='replace'))}.",
            f"Its output is in {log}.",
        )


def _java(place: Home) -> list[str]:
    return [
        str(find_java()),
        *java_options(configuration(place).memory.heap),
        "-cp",
        f"{place.jars / 'lib'}/*",
    ]


def reason(told: str) -> str:
    """The reason of a failure in the tool's output: a bad field, or the first cause."""
    field = re.search(r"in field: (.+?):\d+$.*?original error: (.+?)$", told, re.M | re.S)
    if field:
        return f"{field[1]}: {field[2]}"
    causes = re.findall(r"^(?:Caused by: )?[\w.$]+(?:Exception|Error): (.+)$", told, re.M)
    lines = [line for line in told.splitlines() if line.strip()]
    return (causes or lines or ["it told nothing"])[-1].strip().rstrip(".")
