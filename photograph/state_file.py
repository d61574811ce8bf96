"""Stores small facts as JSON with a checksum, so that damage is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from photograph.durable_file import write_durably
from photograph.errors import DamagedFileError

_SUM = "sha256"


def write_state(path: Path, facts: Mapping[str, Any]) -> None:
    """Replaces a state file atomically.

    Raises
    ------
    OSError: the folder can't be written, or the disk is full.
    """
    write_durably(path, json.dumps({**facts, _SUM: _sum_of(facts)}, ensure_ascii=False))


def read_state(path: Path, names: set[str] | None, next_step: str) -> dict[str, Any]:
    """The facts of a state file; files of old versions, without a checksum, are not checked.

    Parameters
    ----------
    names: the names that the facts must have; None allows any.
    next_step: what a person can do if it is damaged.

    Raises
    ------
    FileNotFoundError: there is no such file.
    DamagedFileError: it is not as it was written.
    """
    try:
        content = path.read_bytes()
    except NotADirectoryError as error:
        raise FileNotFoundError(error.errno, error.strerror, error.filename) from error
    try:
        facts = json.loads(content)
        found = facts.pop(_SUM, None)
        same = found in (None, _sum_of(facts)) and names in (None, set(facts))
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise DamagedFileError(path, "it is not a JSON file of photograph", next_step) from error
    if not same:
        raise DamagedFileError(path, "its content is not as it was written", next_step)
    return dict(facts)


def _sum_of(facts: Mapping[str, Any]) -> str:
    as_read = json.loads(json.dumps(facts))  # a key that is a number is a text then
    return hashlib.sha256(json.dumps(as_read, sort_keys=True).encode()).hexdigest()
