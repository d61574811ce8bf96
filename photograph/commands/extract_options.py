"""Options of the command line that are words and numbers in one."""

from __future__ import annotations

from typing import cast, get_args

from photograph.errors import PhotographError
from photograph.extract.engine import Engine, local_engine
from photograph.extract.network import Request, open_network
from photograph.extract.precision import Precision
from photograph.settings import Home


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


def choose_engine(word: str, address: str | None, request: Request, home: Home) -> Engine:
    """What takes the photos through the network: this process, or a Ray cluster.

    Raises
    ------
    PhotographError: it is another word; an address without Ray; Ray is not installed.
    """
    if word == "ray":
        from photograph.extract.ray_engine import ray_engine

        return ray_engine(request, home, address)
    if word != "local":
        raise PhotographError(f"--engine {word} is unknown.", "Use local or ray")
    if address:
        raise PhotographError(
            "--address names a Ray cluster, which --engine local does not use.", "Add --engine ray"
        )
    return local_engine(lambda: open_network(request, home))
