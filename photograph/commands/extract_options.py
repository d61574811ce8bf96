"""Parses the range of values and chooses the engine for ``photograph extract``."""

from __future__ import annotations

from photograph.errors import PhotographError
from photograph.extract.engine import Engine, local_engine
from photograph.extract.network import NetworkRequest, open_network
from photograph.extract.options import EngineKind
from photograph.settings import Home


def parse_range(text: str | None) -> tuple[float, float] | None:
    """Parses a range of values: ``"-1,1"`` becomes (-1.0, 1.0).

    Raises
    ------
    PhotographError: the text is not two numbers, the smaller one first.
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


def choose_engine(
    kind: EngineKind, address: str | None, request: NetworkRequest, home: Home
) -> Engine:
    """The engine that runs the network: this process, or a Ray cluster.

    Raises
    ------
    PhotographError: there is an address but the engine is local, or Ray is not installed.
    """
    if kind is EngineKind.RAY:
        from photograph.extract.ray_engine import ray_engine

        return ray_engine(request, home, address)
    if address:
        raise PhotographError(
            "--address names a Ray cluster, which --engine local does not use.", "Add --engine ray"
        )
    return local_engine(lambda: open_network(request, home))
