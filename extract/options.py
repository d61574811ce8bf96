"""The options of `extract`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EngineKind(StrEnum):
    """Where the network runs: in this process, or on a Ray cluster."""

    LOCAL = "local"
    RAY = "ray"


class Precision(StrEnum):
    """The numbers that the network computes with; `AUTO` takes bfloat16 where it is exact."""

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


@dataclass(frozen=True)
class ExtractOptions:
    """The options of a run of `extract`.

    Parameters
    ----------
    batch: photos a batch.
    pixel_limit: photos of more pixels are refused.
    retry: tries photos again that failed in an earlier run.
    dims: the length of the embedding; None: the network's default.
    refit: fits the projection that shortens embeddings again, so that all of them change.
    """

    batch: int
    pixel_limit: int
    retry: bool
    dims: int | None = None
    refit: bool = False
    precision: Precision = Precision.AUTO
