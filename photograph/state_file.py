"""Small facts that outlive a run, as JSON with a sum: a flipped bit is an error, never a fact."""

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
    """Replaces a state file, in one step.

    Raises
    ------
    OSError: the folder can't be written, or the disk is full.
    """
    write_durably(path, json.dumps({**facts, _SUM: _sum_of(facts)}, ensure_ascii=False))


def read_state(path: Path, names: set[str] | None, next_step: str) -> dict[str, Any]:
    """The facts of a state file; one that was written before there were sums has none to fail.

    Parameters
    ----------
    names: the facts that there must be, and no others; None is any.
    next_step: what a person can do where it is damaged.

    Raises
    ------
    FileNotFoundError: it is not there.
    DamagedFileError: it holds other things than were written.
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
        raise DamagedFileError(path, "it is no JSON of photograph", next_step) from error
    if not same:
        raise DamagedFileError(path, "it holds other things than were written", next_step)
    return dict(facts)


def _sum_of(facts: Mapping[str, Any]) -> str:
    as_read = json.loads(json.dumps(facts))  # a key that is a number is a text then
    return hashlib.sha256(json.dumps(as_read, sort_keys=True).encode()).hexdigest()
