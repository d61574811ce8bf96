"""The real command in a process of its own, forked from one that has imported the libraries.

A new Python takes 4 s of a core to import TensorFlow, which hundreds of tests need not pay.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.preloaded"])


def start_warm(
    words: list[str], out: Path, err: Path, environment: Mapping[str, str]
) -> ForkServerProcess:
    """Starts the command in this folder, in a process group of its own; its output goes to files.

    `environment` is the whole environment of the command.
    """
    process = _FORKS.Process(target=_run, args=(words, Path.cwd(), out, err, dict(environment)))
    process.start()
    return process


def written(file: Path) -> str:
    """What the command wrote into a file of its output; one that is killed early has made none."""
    return file.read_text("utf-8", "replace") if file.exists() else ""


def _run(words: list[str], folder: Path, out: Path, err: Path, environment: dict[str, str]) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _redirect(out, err)
    sys.argv = ["photograph", *words]
    from photograph.commands.command_line import main

    try:
        main()
    finally:
        # A fork ends without them, a process of its own does not.
        atexit._run_exitfuncs()


def _redirect(out: Path, err: Path) -> None:
    """The command's streams, down to what libraries in C write."""
    for number, file in ((1, out), (2, err)):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", closefd=False)
