"""Reads from the graph which photos belong together, by people and by cameras."""

from __future__ import annotations

from dataclasses import dataclass

from photograph.errors import PhotographError
from photograph.graph.database import Database, read, stream
from photograph.jobs.groups.bursts import Shot

PathPair = tuple[str, str]


@dataclass(frozen=True)
class PersonsAlbum:
    """At least two photos that a person put into one album, not all copies of one photo."""

    name: str
    paths: list[str]


@dataclass(frozen=True)
class GroupEvidence:
    """The photos of a root, with the albums and verdicts of people.

    Parameters
    ----------
    shots: every photo, by path.
    keep_both, not_similar: pairs of paths.
    """

    shots: dict[str, Shot]
    albums: list[PersonsAlbum]
    keep_both: list[PathPair]
    not_similar: list[PathPair]


def read_evidence(database: Database, root: str) -> GroupEvidence:
    """Reads the evidence about a root's photos, without what a network found.

    Raises
    ------
    PhotographError: the graph has no photo of the root.
    """
    shots = {
        row["path"]: _shot(**row) for row in stream(database, "train/stream_photos", root=root)
    }
    if not shots:
        raise _no_photos(database, root)
    # A photo that came after the first look is left out.
    verdicts = [
        row
        for row in read(database, "train/list_verdicts", root=root)
        if row["one"] in shots and row["other"] in shots
    ]
    pairs: dict[str, list[PathPair]] = {"KEEP_BOTH": [], "NOT_SIMILAR_TO": []}
    for row in verdicts:
        pairs[row["verdict"]].append((row["one"], row["other"]))
    albums = _read_albums(database, root, shots)
    return GroupEvidence(shots, albums, pairs["KEEP_BOTH"], pairs["NOT_SIMILAR_TO"])


def _shot(
    path: str,
    content: str,
    make: str | None,
    model: str | None,
    milliseconds: int | None,
    offset: int | None,
) -> Shot:
    camera = (make, model) if make is not None and model is not None else None
    return Shot(path, content, camera, milliseconds, offset)


def _read_albums(database: Database, root: str, shots: dict[str, Shot]) -> list[PersonsAlbum]:
    albums: dict[str, PersonsAlbum] = {}
    for row in stream(database, "train/stream_members", root=root):
        album = albums.setdefault(row["album"], PersonsAlbum(row["name"], []))
        if row["path"] in shots:
            album.paths.append(row["path"])
    return [
        album for album in albums.values() if len({shots[path].content for path in album.paths}) > 1
    ]


def list_roots(database: Database) -> list[str]:
    """The names of the photo roots in the graph."""
    return [str(row["root"]) for row in read(database, "train/list_roots")]


def _no_photos(database: Database, root: str) -> PhotographError:
    roots = list_roots(database)
    if not roots:
        return PhotographError("There are no photos in the graph.", "Load some: photograph load")
    return PhotographError(
        f"The graph has no photos of {root!r}.", f"It has those of: {', '.join(roots)}"
    )
