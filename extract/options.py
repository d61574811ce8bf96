"""Options of the command line that are words and numbers in one."""

from __future__ import annotations

from typing import cast, get_args

from extract.precision import Precision
from photograph.errors import PhotographError


def parse_range(text: str | None) -> tuple[float, float] | None:
    """``"-1,1"`` → (-1.0, 1.0).

    Raises
    ------
    PhotographError: it is not two numbers, the first of them smaller.
    """
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
        if low < high:
            return low, high
    except ValueError:
        pass
    raise PhotographError(f"--value-range {text} is no range.", "Give two numbers: 0,1 or -1,1")


def parse_precision(text: str) -> Precision:
    """One of the three words.

    Raises
    ------
    PhotographError: it is another word.
    """
    for word in get_args(Precision):
        if text == word:
            return cast(Precision, word)
    raise PhotographError(f"--precision {text} is unknown.", "Use auto, float32 or bfloat16")
