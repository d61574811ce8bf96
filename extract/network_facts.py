"""Facts about a network that was trained or built here, with checksums of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from photograph.errors import DamagedFileError
from photograph.extract.presets import FACTS_FILE
from photograph.state_file import read_state, write_state

_FILES = "files"
_LIST = "trained_on.tsv"
_SUMMED = ("saved_model.pb", "variables/*", _LIST)
_AGAIN = "Bring the file back, or make the network again."


def write_facts(folder: Path, facts: Mapping[str, Any]) -> None:
    """Writes the facts of a network; call it after all its other files are written.

    Raises
    ------
    OSError: the file can't be written.
    """
    write_state(folder / FACTS_FILE, {**facts, _FILES: sums_of(folder)})


def read_facts(folder: Path) -> dict[str, Any]:
    """The facts of a network; empty for a network that was not made here.

    Raises
    ------
    DamagedFileError: the file is not as it was written.
    """
    try:
        return read_state(folder / FACTS_FILE, None, _AGAIN)
    except FileNotFoundError:
        return {}


def check_network(folder: Path) -> None:
    """Checks the files of a network that was made here against their checksums.

    Raises
    ------
    DamagedFileError: a file has changed.
    """
    check_sums(folder, read_facts(folder).get(_FILES, {}))


def check_sums(folder: Path, written: Mapping[str, str]) -> None:
    """Like `check_network`, with checksums that are kept elsewhere."""
    found = sums_of(folder)
    for name, its_sum in written.items():
        if found.get(name, its_sum) != its_sum:
            raise DamagedFileError(folder / name, "it is not what was written", _AGAIN)
        if name not in found and name != _LIST:  # which is asked for where it is needed
            raise DamagedFileError(folder / name, "it is gone", _AGAIN)


def sums_of(folder: Path) -> dict[str, str]:
    """The sha256 of each file that affects the network's output, by its path in the folder."""
    files = sorted(file for pattern in _SUMMED for file in folder.glob(pattern))
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }
