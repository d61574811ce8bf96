"""Finds groups of copies, the kind of each, and which photo to keep."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from photograph.graph.database import Database, read
from photograph.graph.methods import LinkMethod
from photograph.graph.network_choice import choose_network
from photograph.graph.versions import check_versions
from photograph.jobs.catalogue import DUPLICATES
from photograph.jobs.duplicates.candidate import Candidate, why_kept
from photograph.jobs.duplicates.groups import Candidates, GroupIndices, gather, split
from photograph.jobs.duplicates.options import DuplicateKind, DuplicateOptions
from photograph.jobs.graph_vectors import read_vectors
from photograph.jobs.runner import Values, run_job
from photograph.jobs.verdicts import pairs_with_verdict


@dataclass(frozen=True)
class DuplicatePhoto:
    """A photo of a group; `cosine` compares its embedding with that of the photo to keep."""

    root: str
    path: str
    content_hash: str
    bytes: int
    width: int
    height: int
    format: str
    taken_at: str | None
    cosine: float


@dataclass(frozen=True)
class DuplicateGroup:
    """A photo to keep, and its copies of one kind: ``exact``, ``re-encoded`` or ``near``."""

    kind: DuplicateKind
    keep: DuplicatePhoto
    others: tuple[DuplicatePhoto, ...]
    why: str


def find_duplicates(database: Database, options: DuplicateOptions) -> list[DuplicateGroup]:
    """Groups of copies, sorted by kind and path; never two photos that a person set apart.

    Candidates are the components of gds.wcc over edges of kNN above the cutoff and over equal
    content. Each photo is then compared with the one to keep, by the cosine of their embeddings.

    Raises
    ------
    PhotographError: the graph has no photos, or has several networks and none is named.
    """
    check_versions(database)
    network = choose_network(read(database, "link/count_photos"), options.network)
    values = {"network": network, "method": LinkMethod.KNN, "cutoff": options.lowest}
    rows = run_job(database, DUPLICATES, values).rows
    apart = pairs_with_verdict(database)
    components = _components(rows)
    keys = [photo.key for photos in components for photo in photos]
    vectors = read_vectors(database, network, keys)
    groups: list[DuplicateGroup] = []
    for photos in components:
        found = gather(photos, vectors, apart)
        groups += [_told(group, found) for group in split(found, options)]
    kinds = list(DuplicateKind)
    return sorted(groups, key=lambda g: (kinds.index(g.kind), g.keep.root, g.keep.path))


def _components(rows: list[Values]) -> list[list[Candidate]]:
    found: dict[int, list[Candidate]] = defaultdict(list)
    for row in rows:
        component = row.pop("component")
        found[component].append(Candidate(**row))
    return list(found.values())


def _told(group: GroupIndices, found: Candidates) -> DuplicateGroup:
    best = found.photos[group.keep]
    others = [found.photos[index] for index, _ in group.others]
    return DuplicateGroup(
        group.kind,
        _copy(best, 1.0),
        tuple(_copy(found.photos[index], cosine) for index, cosine in group.others),
        why_kept(group.kind, best, others),
    )


def _copy(photo: Candidate, cosine: float) -> DuplicatePhoto:
    return DuplicatePhoto(
        root=photo.root,
        path=photo.path,
        content_hash=photo.content_hash,
        bytes=photo.bytes,
        width=photo.width,
        height=photo.height,
        format=photo.format,
        taken_at=photo.taken_at,
        cosine=cosine,
    )
