"""The options of `link`, and its report."""

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
    """Which photos to link, and how well.

    Parameters
    ----------
    cutoff: the lowest cosine; None is the network's default (`photograph/collection/cutoffs.py`).
    scope: which pairs may be linked; None allows all.
    full: links every photo again, even if few are new.
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
        """These options for one network, with its default cutoff if none was given."""
        cutoff = default_cutoff(network, home) if self.cutoff is None else self.cutoff
        return replace(self, network=network, cutoff=cutoff)

    @property
    def settled_cutoff(self) -> float:
        """The cutoff of `settled` options."""
        assert self.cutoff is not None  # noqa: S101 (for the type checker)
        return self.cutoff


@dataclass(frozen=True)
class LinkReport:
    """The result of a link run.

    Parameters
    ----------
    photos: how many were linked: all of the network, or the new ones.
    edges: how many it created or confirmed.
    removed: how many stale edges of earlier runs it removed.
    pairs_considered: how many pairs gds.knn compared (some twice); None without gds.knn.
    recall: None for a method that compares every pair.
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
