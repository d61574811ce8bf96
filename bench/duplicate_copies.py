"""``make bench-duplicates``: planted copies that are found, and look-alikes told as copies.

Copies of each kind of real photos, beside pictures that only look like copies; extracted, loaded,
linked and judged by `photograph duplicates`; then by each other program that `make install-peers`
has installed, on the same files. Needs the shared photos:
``python -m bench.duplicate_copies [PHOTOS_OF_CALTECH]``.
"""

from __future__ import annotations

import hashlib
import sys
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

from PIL import Image

from bench.copies.hard import write_hard
from bench.copies.hard_photos import pan, two_eyes
from bench.copies.measures import ToldPairs, compare, own_pairs
from bench.copies.moved import moved_and_back
from bench.copies.peers import ask_peers, peers_folder
from bench.copies.planted import COPIES, open_upright, plant
from bench.extract_speed import SHARED
from bench.machine import describe_machine
from bench.own_server import own_server
from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.console import plain_lines, progress, table
from photograph.extract.pictures import picture_opener
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.find import find_duplicates
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.jobs.duplicates.proof_store import ProofStore
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.load.run import load_collection
from photograph.server.connection import connect
from photograph.settings import home

_EVERY = 5  # each copy maker gets each fifth photo, another fifth each time
ORIGINALS = "originals"
_HARD_PHOTOS = 20  # of each sort
_NOT_PLANTED = ("frame-", "pan-", "eyes-")
# The cover of a book that Caltech 101 holds twice: this one is image_0101 in another size.
_TWICE = "101_ObjectCategories/BACKGROUND_Google/image_0102.jpg"
RECALL_HEADER = tuple("made by,photos,found,documents,found,of originals,kind right".split(","))


@dataclass(frozen=True)
class ToldCopy:
    """A pair that was told: the copy, what it is a copy of, as what, and whether it may go."""

    copy: str
    of: str
    kind: str
    goes: bool


def main() -> None:
    """Prints what is found and told wrongly, of each way of making copies and of each program."""
    if not SHARED.is_dir():
        sys.exit(f"bench-duplicates needs the shared photos in {SHARED}")
    plain_lines(True)
    caltech = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "planted"
        sources = plant_all(folder, caltech)
        with own_server(Path(name) / "home"):
            groups, seconds = _ours(folder, sources, Path(name) / "aside")
        _show(groups, sources)
        told = {"photograph": ToldPairs(own_pairs(groups), seconds)}
        told |= dict(ask_peers(folder, peers_folder()))
    print(table(*compare(told, sources)))


def _ours(folder: Path, sources: dict[str, str], aside: Path) -> tuple[list[DuplicateGroup], float]:
    """The groups that this program tells, and the seconds of all its steps together."""
    started = time.perf_counter()
    extract(folder)
    groups, seconds = _judged()
    whole = time.perf_counter() - started
    again = _judged()[1]
    print(f"{describe_machine()}; {len(sources)} photos", flush=True)
    print(f"extract to copies {whole:.0f} s, of which copies {seconds:.0f} s, again {again:.0f} s")
    print(moved_and_back(groups, sources, folder, aside), flush=True)
    return groups, whole


def _show(groups: list[DuplicateGroup], sources: dict[str, str]) -> None:
    told = [
        ToldCopy(copy.photo.path, copy.of.path, copy.kind, copy.goes)
        for group in groups
        for copy in group.copies
        if copy.kind != "near"
    ]
    print(table(recall_rows(groups, sources, told), RECALL_HEADER))
    print(table(precision_rows(sources, told), ("kind", "told", "wrong", "precision")))
    for one in told:
        if sources[one.copy] != sources[one.of]:
            print(f"wrong: {one}")


def plant_all(folder: Path, caltech: int) -> dict[str, str]:
    """Writes all photos; returns what each is a picture of, by path."""
    originals = folder / ORIGINALS
    for photo in sorted((SHARED / "groups").rglob("*.jpg")):
        _put(photo.read_bytes(), originals / photo.parent.name / photo.name)
    for number, content in enumerate(_caltech(caltech)):
        _put(content, originals / "caltech" / f"{number:04}.jpg")
    write_hard(originals / "hard")
    _write_hard_photos(originals / "hard", caltech)
    every = sorted(originals.rglob("*.jpg"))
    sources = {_path(photo, folder): _pixels(photo) for photo in every}
    photos = [photo for photo in every if not photo.name.startswith(_NOT_PLANTED)]
    with progress("Planting", len(COPIES)) as advance:
        for turn, maker in enumerate(COPIES):
            for photo in photos[turn % _EVERY :: _EVERY]:
                below = folder / "copies" / photo.parent.name
                sources[_path(plant(photo, maker, below), folder)] = sources[_path(photo, folder)]
            advance(1)
    return sources


def _write_hard_photos(to: Path, caltech: int) -> None:
    """Frames of a camera that pans, and pairs for two eyes, of photos that are not in the set."""
    for number, content in enumerate(islice(_caltech(caltech, first=1), 2 * _HARD_PHOTOS)):
        photo = Image.open(BytesIO(content)).convert("RGB")
        kind = "pan" if number % 2 else "eyes"
        for turn, picture in enumerate(pan(photo) if number % 2 else two_eyes(photo, number)):
            picture.save(to / f"{kind}-{number:02}-{turn}.jpg", quality=92)


def _caltech(count: int, first: int = 0) -> Iterable[bytes]:
    """Photos of Caltech 101 from all over it, from the first one of their order."""
    if not count:
        return
    with tarfile.open(SHARED / "caltech101.tar") as archive:
        names = sorted(name for name in archive.getnames() if _is_new(name))
        for name in names[first :: max(1, len(names) // count)][:count]:
            if name != _TWICE:
                member = archive.extractfile(name)
                assert member is not None
                yield member.read()


def _is_new(name: str) -> bool:
    """Some of the shared groups are of Caltech 101: those categories are left out."""
    known = {folder.name.removeprefix("cal_") for folder in (SHARED / "groups").glob("cal_*")}
    return name.endswith(".jpg") and Path(name).parent.name not in known


def _put(content: bytes, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(content)


def _path(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _pixels(photo: Path) -> str:
    """Some of the shared photos are one picture in two files."""
    return hashlib.sha256(open_upright(photo).tobytes()).hexdigest()


def _judged() -> tuple[list[DuplicateGroup], float]:
    file = last_collection(home()).folder(home()) / EMBEDDINGS_FILE
    with connect() as database:
        load_collection(file, database, home())
        link_photos(database, home(), LinkOptions())
        started = time.perf_counter()
        with ProofStore(home().proofs) as store:
            groups = find_duplicates(database, DuplicateOptions(), picture_opener(home()), store)
        return groups, time.perf_counter() - started


def recall_rows(
    groups: list[DuplicateGroup], sources: dict[str, str], told: list[ToldCopy]
) -> list[tuple[str, ...]]:
    """For each maker, the copies that are in a group with another file of their source."""
    together: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        paths = [group.keep.path, *(copy.photo.path for copy in group.copies)]
        for path in paths:
            if any(sources[path] == sources[other] for other in paths if other != path):
                together[path] |= set(paths)
    rows = []
    for name, maker in COPIES.items():
        made = [path for path in sources if f"/{name}/" in path]
        planted = [[path for path in made if ("/hard/" in path) == hard] for hard in (False, True)]
        of_original = [one for one in told if one.copy in made and one.of.startswith(ORIGINALS)]
        kinds = [one.kind == maker.kind for one in of_original]
        shares = [[bool(together[path]) for path in some] for some in planted]
        rows.append((name, *(cell for some in (*shares, kinds) for cell in _share(some))))
    return rows


def _share(true: list[bool]) -> tuple[str, str]:
    return str(len(true)), f"{sum(true) / max(1, len(true)):.3f}"


def precision_rows(sources: dict[str, str], told: list[ToldCopy]) -> list[tuple[str, ...]]:
    """For each kind, and for all that is said to go, the pairs that are no copies."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one in told:
        wrong = sources[one.copy] != sources[one.of]
        by_kind[one.kind].append(wrong)
        if one.goes:
            by_kind["all that may go"].append(wrong)
    return [
        (kind, str(len(wrong)), str(sum(wrong)), f"{1 - sum(wrong) / len(wrong):.3f}")
        for kind, wrong in by_kind.items()
    ]


if __name__ == "__main__":
    main()
