"""Counts the files in a folder that are not photos, by extension."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

_SHOWN = 12
# What follows the last dot of other names is a part of a sentence, or not for a terminal.
_EXTENSION = re.compile(r"\.[a-z0-9][a-z0-9_+~-]{0,9}")


def extension(name: str) -> str:
    """A file name's extension in lower case, such as ``.mov``; empty without one."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if _EXTENSION.fullmatch(suffix) else ""


def describe_passed_over(counts: Mapping[str, int]) -> str:
    """One line about these files, the most frequent first; empty if there are none."""
    kinds = sorted(counts.items(), key=lambda kind: (-kind[1], not kind[0], kind[0]))
    told = [f"{count:,} {name or 'without extension'}" for name, count in kinds[:_SHOWN]]
    rest = kinds[_SHOWN:]
    if rest:
        told.append(f"{sum(count for _, count in rest):,} of {len(rest)} other kinds")
    return f"Passed over: {', '.join(told)}" if told else ""
