"""Plans where each copy that is not kept goes, and checks everything before a move."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from photograph.collection.find_photos import photo_file
from photograph.collection.object_address import ObjectFolder
from photograph.collection.roots import known_roots
from photograph.errors import PhotographError
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.file_content import sha256_of
from photograph.jobs.duplicates.moves import FileMove, MovePlan, is_inside, real_place
from photograph.settings import Home

_EXTRACT_AGAIN = "Tell the graph: photograph extract, load --prune, link; then try again."


def plan_moves(groups: list[DuplicateGroup], folder: Path, home: Home) -> MovePlan:
    """Plans to move all photos that may go to the same relative path below a folder.

    With photos of several roots, each root gets a folder of its name there.

    Raises
    ------
    PhotographError: the folder of the photos is unknown, or is in an object store; the target
        folder is among them; a photo or the one kept for it is gone or changed; a target exists.
    """
    going = [copy for group in groups for copy in group.going]
    others = [copy.photo for copy in going]
    every = {photo.key: photo for copy in going for photo in (copy.of, copy.photo)}
    roots = _folders(every.values(), home)
    folder = folder.resolve()
    _check_folder(folder, roots)
    files = {key: _find(photo, roots) for key, photo in every.items()}
    several = len({copy.root for copy in others}) > 1
    _check_sources([files[copy.root, copy.path] for copy in others], list(files.values()))
    moves = []
    for copy in others:
        source = files[copy.root, copy.path]
        below = folder / copy.root if several else folder
        target = below / source.relative_to(roots[copy.root])
        moves.append(FileMove(real_place(source), target, copy.content_hash))
    _check_targets(moves)
    for key, copy in every.items():
        _check_content(files[key], copy)
    return MovePlan(folder, tuple(moves))


def _folders(photos: Iterable[Candidate], home: Home) -> dict[str, Path]:
    """The folder of each photo root on this machine."""
    roots = known_roots(home)
    for copy in photos:
        root = roots.get(copy.root)
        if isinstance(root, ObjectFolder):
            raise PhotographError(
                f"The photos of {copy.root} are in an object store ({root}): none can be moved.",
                "List them: photograph duplicates; and move them with the store's own tools.",
            )
    return {name: root for name, root in roots.items() if isinstance(root, Path)}


def _check_folder(folder: Path, roots: dict[str, Path]) -> None:
    for name, root in roots.items():
        if folder.is_relative_to(root.resolve()):
            raise PhotographError(
                f"{folder} is inside the photos of {name}, so they would be found again.",
                f"Choose a folder outside of {root}.",
            )
    if folder.exists() and not folder.is_dir():
        raise PhotographError(f"{folder} is no folder.", "Choose another: --move-to DIR")


def _find(copy: Candidate, roots: dict[str, Path]) -> Path:
    """The file of a photo, which must exist."""
    if copy.root not in roots:
        raise PhotographError(
            f"This working folder does not know where the photos of {copy.root} are.",
            "Extract them here: photograph extract PHOTOS",
        )
    file = photo_file(roots[copy.root], copy.path)
    if not file.is_file():
        raise PhotographError(f"There is no {file} any more.", _EXTRACT_AGAIN)
    if not any(is_inside(file, root) for root in roots.values()):
        raise PhotographError(
            f"{file} is outside of the photo folders: a link leads there.",
            "Remove the link, and extract that folder itself: photograph extract PHOTOS",
        )
    return file


def _check_sources(sources: list[Path], every: list[Path]) -> None:
    """Refuses files that are links, and a file that is reached through two photo roots."""
    known = Counter(file.resolve() for file in every)
    for source in sources:
        if source.is_symlink() or known[source.resolve()] > 1:
            raise PhotographError(
                f"{source} and its copy are one file, by a symbolic link or by two photo roots.",
                "Remove the link by hand, or the photos of one of the roots from the graph.",
            )


def _check_targets(moves: list[FileMove]) -> None:
    seen: set[Path] = set()
    for move in moves:
        if real_place(move.target) != move.target:
            raise PhotographError(
                f"A link leads {move.target} elsewhere.", "Choose another folder: --move-to DIR"
            )
        if os.path.lexists(move.target) or move.target in seen:
            raise PhotographError(
                f"{move.target} exists already.", "Choose another folder: --move-to DIR"
            )
        seen.add(move.target)


def _check_content(file: Path, copy: Candidate) -> None:
    if sha256_of(file) != copy.content_hash:
        raise PhotographError(f"{file} has changed since it was extracted.", _EXTRACT_AGAIN)
