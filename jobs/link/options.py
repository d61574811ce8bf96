"""What a person can ask of `link`, and what it says it did."""

from __future__ import annotations

from dataclasses import dataclass, replace

from photograph.collection.cutoffs import default_cutoff
from photograph.graph.methods import LinkMethod
from photograph.jobs.link.audit import DEFAULT_SAMPLE
from photograph.jobs.link.recall import Recall
from photograph.jobs.link.scope import LinkScope
from photograph.settings import Home

DEFAULT_TOP_K = 10
DEFAULT_TARGET = 0.98


@dataclass(frozen=True)
class LinkOptions:
    """What to link, and how good it must be.

    Parameters
    ----------
    cutoff: None is the network's own, of `photograph/collection/cutoffs.py`.
    scope: which pairs may be linked at all; None is all of them.
    full: links every photo again, even where few are new.
    memory: bytes that a search of GDS may take; None is most of the server's heap.
    """

    network: str | None = None
    top_k: int = DEFAULT_TOP_K
    cutoff: float | None = None
    target_recall: float = DEFAULT_TARGET
    sample: int = DEFAULT_SAMPLE
    method: LinkMethod = LinkMethod.KNN
    scope: LinkScope | None = None
    full: bool = False
    memory: int | None = None

    def settled(self, network: str, home: Home) -> LinkOptions:
        """The same for one network, with its cutoff where none was asked for."""
        cutoff = default_cutoff(network, home) if self.cutoff is None else self.cutoff
        return replace(self, network=network, cutoff=cutoff)

    @property
    def settled_cutoff(self) -> float:
        """The lowest cosine that is linked, once the options are `settled`."""
        assert self.cutoff is not None  # noqa: S101 (for the type checker)
        return self.cutoff


@dataclass(frozen=True)
class LinkReport:
    """What a link run did.

    Parameters
    ----------
    photos: how many were linked: all of the network, or those that were new.
    edges: how many it linked, or linked again.
    removed: stale edges of earlier runs.
    pairs_considered: how many pairs gds.knn compared, with some counted twice; None without it.
    recall: None where the method compares every pair.
    """

    network: str
    job: str
    run_id: str
    photos: int
    edges: int
    removed: int
    pairs_considered: int | None
    recall: Recall | None
    millis: int
