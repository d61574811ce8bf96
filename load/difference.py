"""Compares the nodes of a root with its folder: which photos moved, and which are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from photograph.graph.database import Database, stream
from photograph.load.rows import column_batches

_ROWS_A_BATCH = 10_000
_REPLACED = " (replaced "


@dataclass(frozen=True)
class PhotoContent:
    """A path and the sha256 of its content, in the folder or in the graph."""

    path: str
    content_hash: str

    @property
    def filename(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def parked(self) -> bool:
        """Whether the node is parked because another photo took its path."""
        return f"{_REPLACED}{self.content_hash})" in self.path


@dataclass(frozen=True)
class MovedPhoto:
    """A node whose photo has moved to another path."""

    photo: PhotoContent
    target: str

    @property
    def filename(self) -> str:
        """The file name after the move; a parked node keeps its old one."""
        parked = PhotoContent(self.target, self.photo.content_hash).parked
        return self.photo.filename if parked else self.target.rpartition("/")[2]


@dataclass(frozen=True)
class FolderDifference:
    """Moves of nodes, made before rows are merged, and `gone`, the paths to prune after them."""

    moves: list[MovedPhoto]
    parked: list[MovedPhoto]
    gone: list[str]


def difference(embeddings: Path, database: Database, root: str) -> FolderDifference:
    """Compares the folder with the nodes of its root; unchanged photos are held as hash numbers.

    Among a million photos, two share a number in one of ten million loads; a moved one of these
    then becomes a new node.
    """
    here = {hash(photo) for photo in _photos(embeddings)}
    there: dict[str, str] = {}
    for row in stream(database, "load/stream_photos_of_root", root=root):
        photo = (row["path"], row["contentHash"])
        if hash(photo) in here:
            here.discard(hash(photo))
        else:
            there.update([photo])
    if not there:
        return FolderDifference([], [], [])
    return compare_contents(
        dict(photo for photo in _photos(embeddings) if hash(photo) in here), there
    )


def _photos(embeddings: Path) -> Iterator[tuple[str, str]]:
    for batch in column_batches(embeddings, _ROWS_A_BATCH, ["path", "content_hash"]):
        paths, contents = batch["path"].to_pylist(), batch["content_hash"].to_pylist()
        yield from zip(paths, contents, strict=True)


def compare_contents(here: dict[str, str], there: dict[str, str]) -> FolderDifference:
    """Finds the difference between paths and contents in the folder and in the graph.

    A node follows its content. If another photo took its path and its own content is nowhere
    in the folder, it is parked under an impossible path until it is pruned or comes back.

    Parameters
    ----------
    here, there: the content by path in the folder and in the graph, without unchanged photos.
    """
    moves = _follow(_by_content(here), _by_content(there))
    left = {move.photo.path for move in moves}
    taken = {move.target for move in moves}
    parked = [
        MovedPhoto(PhotoContent(path, content_hash), _parking(path, content_hash, there))
        for path, content_hash in there.items()
        if path in taken and path not in left
    ]
    stays = (path for path in there if path not in left and path not in taken)
    gone = [path for path in stays if path not in here]
    return FolderDifference(moves, parked, sorted([*gone, *(move.target for move in parked)]))


def _parking(path: str, content_hash: str, there: dict[str, str]) -> str:
    place = f"{path}{_REPLACED}{content_hash})"
    while place in there:
        place += "'"
    return place


def _by_content(photos: dict[str, str]) -> dict[str, list[PhotoContent]]:
    found: dict[str, list[PhotoContent]] = defaultdict(list)
    for path, content_hash in sorted(photos.items()):
        found[content_hash].append(PhotoContent(path, content_hash))
    return found


def _follow(
    here: dict[str, list[PhotoContent]], there: dict[str, list[PhotoContent]]
) -> list[MovedPhoto]:
    """Pairs old and new paths of each content: equal file names first, then the rest in order."""
    moves = []
    for content_hash in here.keys() & there.keys():
        free = sorted(there[content_hash], key=lambda photo: photo.parked)
        for same_name in (True, False):
            for photo in list(here[content_hash]):
                fits = (node for node in free if not same_name or node.filename == photo.filename)
                node = next(fits, None)
                if node:
                    moves.append(MovedPhoto(node, photo.path))
                    free.remove(node)
                    here[content_hash].remove(photo)
    return sorted(moves, key=lambda move: move.photo.path)


def in_order(moves: list[MovedPhoto], size: int) -> list[list[MovedPhoto]]:
    """Batches of moves that can each be committed: each target is free or freed in the batch.

    A chain of renamings starts at its end, so that the part that a killed run has done is
    consistent. A circle of renamings stays in one batch.
    """
    by_target = {move.target: move for move in moves}
    sources = {move.photo.path for move in moves}
    units: list[list[MovedPhoto]] = []
    for move in moves:
        step = move if move.target not in sources else None
        while step:
            units.append([by_target.pop(step.target)])
            step = by_target.get(step.photo.path)
    while by_target:
        step = next(iter(by_target.values()))
        circle = []
        while step:
            circle.append(by_target.pop(step.target))
            step = by_target.get(step.photo.path)
        units.append(circle)
    return _packed(units, size)


def _packed(units: list[list[MovedPhoto]], size: int) -> list[list[MovedPhoto]]:
    packed: list[list[MovedPhoto]] = []
    for unit in units:
        if not packed or len(packed[-1]) + len(unit) > size:
            packed.append([])
        packed[-1].extend(unit)
    return packed
