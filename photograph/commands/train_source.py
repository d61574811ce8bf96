"""Chooses the photos to train on, and the source of their groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from photograph.collection.photo_root import PhotoRoot, photo_root
from photograph.collection.roots import known_roots, last_collection, last_root, name_root
from photograph.console import say
from photograph.errors import PhotographError
from photograph.evaluate.known_groups import read_groups
from photograph.settings import home
from photograph.train.prepare import TrainingSource

if TYPE_CHECKING:
    from photograph.jobs.groups.graph_groups import GraphGroups


def choose_source(
    groups: Path | None, graph: bool, photos: str | None, evaluate_on: Path | None
) -> TrainingSource:
    """The source of groups that was asked for: sub-folders, a TSV, or the graph.

    Raises
    ------
    PhotographError: there is no source, several, or it can't be read.
    """
    if graph == (groups is not None):
        raise PhotographError(
            "Name one source of groups.",
            "photograph train FOLDER_OR_TSV, or photograph train --graph",
        )
    proof = read_groups(evaluate_on.expanduser()) if evaluate_on else None
    if groups is None:
        return _from_graph(photos, proof)
    groups = groups.expanduser()
    if not groups.is_dir():
        root = photo_root(photos) if photos else last_root(home())
        return TrainingSource(root, read_groups(groups), proof)
    if photos:
        raise PhotographError("A folder already contains its photos.", "Leave --photos out.")
    return TrainingSource(groups, None, proof)


def _from_graph(photos: str | None, proof: dict[str, str] | None) -> TrainingSource:
    from photograph.jobs.groups.evidence import list_roots
    from photograph.jobs.groups.graph_groups import read_graph_groups
    from photograph.server.connection import connect

    with connect() as database:
        name, root = _root_in_graph(list_roots(database), photos)
        found = read_graph_groups(database, name)
    told = ", ".join(f"{count} by {source}" for source, count in found.counts.items() if count)
    say(f"{len(found.groups)} photos of the graph have a group: {told}")
    return TrainingSource(root, _without_torn(found), proof)


def _root_in_graph(held: list[str], photos: str | None) -> tuple[str, PhotoRoot]:
    """The root to train on: the one named, else the last extracted, else the only one."""
    known = known_roots(home())
    if photos is not None:
        root = photo_root(photos)
        return name_root(root, home(), None), root
    here = [name for name in held if name in known]
    last = last_collection(home()).root
    if last in here or len(here) == 1:
        name = last if last in here else here[0]
        return name, known[name]
    raise PhotographError(
        f"It is not clear which photos of the graph are meant: {', '.join(held) or 'it has none'}.",
        "Name their folder: photograph train --graph --photos FOLDER",
    )


def _without_torn(found: GraphGroups) -> dict[str, str]:
    """The groups without pairs that a person both set apart and put together."""
    torn = {
        path
        for pair in found.apart
        if len({found.groups.get(path, path) for path in pair}) == 1
        for path in pair
    }
    return {path: group for path, group in found.groups.items() if path not in torn}
