"""What is fuzzed: which inputs it gets, what is claimed of it, and within what bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

Check = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """A claim about files that come from anywhere.

    Parameters
    ----------
    seeds: whole files that inputs are mutated from; they are made when they are needed.
    words: what has a meaning in such a file, and is written into it.
    opened: gives the check within a folder; it raises where the claim is broken.
    seconds, mebibytes: what one input may take.
    """

    name: str
    seeds: Callable[[], Sequence[bytes]]
    words: Sequence[bytes]
    opened: Callable[[Path], AbstractContextManager[Check]]
    seconds: float = 5
    mebibytes: int = 200
