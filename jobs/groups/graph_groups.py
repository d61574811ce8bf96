"""Groups photos that belong together, by evidence of people and cameras in the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.groups.bursts import burst_links
from photograph.jobs.groups.disjoint_sets import DisjointSets
from photograph.jobs.groups.evidence import GroupEvidence, PathPair, read_evidence
from photograph.jobs.groups.names import GroupToName, name_groups


@dataclass(frozen=True)
class GraphGroups:
    """Groups of photos that belong together, and pairs that do not.

    Parameters
    ----------
    groups: the name of each photo's group, by path below the root.
    apart: pairs of paths that a person called not similar.
    counts: how many photos are in a group by "albums", "verdicts" and "bursts"; some by several.
    """

    groups: dict[str, str]
    apart: frozenset[frozenset[str]]
    counts: dict[str, int]


@dataclass(frozen=True)
class _Joined:
    """Sets of photo contents, and the contents that each kind of evidence joined."""

    sets: DisjointSets = field(default_factory=DisjointSets)
    by: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def read_graph_groups(database: Database, root: str, seconds: int = 10) -> GraphGroups:
    """The groups of a root's photos; uses no embeddings.

    A group joins the photos of an album that a person made or named, those that a person put into
    the same album of the program's, pairs of `KEEP_BOTH`, bursts (see `burst_links`), and copies.
    Groups of one content are left out.

    Pairs that are `NOT_SIMILAR_TO` each other are kept apart: verdicts, and then bursts, the
    nearest in time first, never join groups with such a pair. Albums and copies always join,
    because a person made both; `apart` has every pair.

    Raises
    ------
    PhotographError: the graph has no photo of the root, or nothing joins two of them.
    """
    found = read_evidence(database, root)
    joined = _join(found, seconds)
    groups = _name(joined, found, root)
    if not groups:
        raise PhotographError(
            f"The graph does not say which photos of {root} belong together, and has no bursts.",
            "Name albums (photograph albums --name OLD NEW) or pairs: photograph keep-both A B",
        )
    counts = {
        kind: sum(shot.content in joined.by[kind] for shot in found.shots.values())
        for kind in ("albums", "verdicts", "bursts")
    }
    return GraphGroups(groups, frozenset(map(frozenset, found.not_similar)), counts)


def _join(found: GroupEvidence, seconds: int) -> _Joined:
    joined = _Joined()
    for one, other in _contents(found, found.not_similar):
        joined.sets.set_apart(one, other)
    for album in found.albums:
        for one, other in _contents(found, pairwise(album.paths)):
            joined.sets.join(one, other)
            joined.by["albums"] |= {one, other}
    bursts = [(link.one, link.other) for link in burst_links(found.shots.values(), seconds)]
    for kind, pairs in (("verdicts", found.keep_both), ("bursts", bursts)):
        for one, other in _contents(found, pairs):
            if one != other and joined.sets.join_unless_apart(one, other):
                joined.by[kind] |= {one, other}
    return joined


def _contents(found: GroupEvidence, pairs: Iterable[PathPair]) -> Iterator[PathPair]:
    """Maps pairs of paths to pairs of contents, so that copies are always in the same group."""
    return ((found.shots[one].content, found.shots[other].content) for one, other in pairs)


def _name(joined: _Joined, found: GroupEvidence, root: str) -> dict[str, str]:
    """The name of the group of each joined photo."""
    known: set[str] = set().union(*joined.by.values())
    paths, albums = defaultdict(list), defaultdict(list)
    for path, shot in sorted(found.shots.items()):
        if shot.content in known:
            paths[joined.sets.find(shot.content)].append(path)
    for album in found.albums:
        key = joined.sets.find(found.shots[album.paths[0]].content)
        albums[key].append((album.name, len(album.paths)))
    kept = {joined.sets.find(content) for content in joined.by["verdicts"]}
    together = [GroupToName(some, albums[key], key in kept) for key, some in paths.items()]
    names = name_groups(together, root)
    return {path: name for one, name in zip(together, names, strict=True) for path in one.paths}
