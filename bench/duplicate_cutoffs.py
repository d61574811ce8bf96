"""``make evaluate-duplicates``: cosines of known copies, and of photos that are no copies.

Plants copies of each photo of the shared groups (saved again, resized, another format, turned by
EXIF), extracts them all, and prints the table of docs/duplicates.md.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from PIL import Image, ImageOps

from bench.extract_speed import SHARED
from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
from photograph.collection.roots import last_collection
from photograph.commands.extract import extract
from photograph.console import plain_lines, table
from photograph.evaluate.known_groups import read_groups
from photograph.extract.merge import vectors
from photograph.jobs.duplicates.candidate import Candidate, may_be
from photograph.jobs.duplicates.options import DuplicateKind, DuplicateOptions
from photograph.settings import home

CUTOFFS = (0.80, 0.85, 0.90, 0.92, 0.95, 0.96, 0.97)
ORIGINAL = "original"
_ORIENTATION, _TURNED = 0x0112, 8
_COLUMNS = [
    "path content_hash bytes width height format taken_at camera_make camera_model".split(),
    ["embedding"],
]
# Nine pairs of the groups are one picture with other EXIF, so they are no different photos.
_SAME_PICTURE = 0.999
_SEEN = 224  # pixels of a side that the network sees
Cosines = dict[str, list[float]]


def _scaled(image: Image.Image, by: int) -> Image.Image:
    size = (max(1, image.width // by), max(1, image.height // by))
    return image.resize(size, Image.Resampling.LANCZOS)


def _save_turned(image: Image.Image, to: Path) -> None:
    """Saves the pixels turned by 90 degrees, with the EXIF orientation that turns them back."""
    exif = image.getexif()
    exif[_ORIENTATION] = _TURNED
    image.transpose(Image.Transpose.ROTATE_270).save(to, quality=95, exif=exif)


COPIES: dict[str, Callable[[Image.Image, Path], None]] = {
    "q70": lambda image, to: image.save(to, quality=70),
    "q40": lambda image, to: image.save(to, quality=40),
    "half": lambda image, to: _scaled(image, 2).save(to, quality=90),
    "quarter": lambda image, to: _scaled(image, 4).save(to, quality=90),
    "png": lambda image, to: image.save(to.with_suffix(".png")),
    "turned": _save_turned,
}


def main() -> None:
    """Prints a line for each cutoff: the share of copies and of other pairs that reach it."""
    if not SHARED.is_dir():
        sys.exit(f"evaluate-duplicates needs the shared photos in {SHARED}")
    plain_lines(True)
    with tempfile.TemporaryDirectory() as name:
        os.environ["PHOTOGRAPH_HOME"] = str(Path(name) / "home")
        _plant(SHARED / "groups", Path(name) / "planted")
        extract(Path(name) / "planted")
        photos, found = _read()
    copies = _of_copies(found)
    large = [photo for photo in photos.values() if min(photo.width, photo.height) >= 2 * _SEEN]
    stems = [photo.path.rpartition(".")[0] for photo in large]
    halves = [float(found["half", stem] @ found[ORIGINAL, stem]) for stem in stems]
    others = _of_others(photos, found, read_groups(SHARED / "GROUPS.tsv"))
    header = ("cutoff", *COPIES, *others)
    print(table([_line(cutoff, copies, others) for cutoff in CUTOFFS], header))
    print(f"half of the {len(halves)} photos of {2 * _SEEN} or more: least {min(halves):.3f}")
    print(table([(n, str(len(c)), f"{min(c):.3f}") for n, c in copies.items()], ("", "n", "least")))


def _plant(groups: Path, to: Path) -> None:
    for photo in sorted(groups.rglob("*.jpg")):
        place = photo.relative_to(groups)
        with Image.open(photo) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
        for name, save in COPIES.items():
            copy = to / name / place
            copy.parent.mkdir(parents=True, exist_ok=True)
            save(upright, copy)
        kept = to / ORIGINAL / place
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(photo.read_bytes())


def _read() -> tuple[dict[str, Candidate], dict[tuple[str, str], np.ndarray]]:
    """The originals by path, and the embeddings by kind of copy and path without suffix."""
    file = last_collection(home()).folder(home()) / EMBEDDINGS_FILE
    rows = pq.read_table(file, columns=[*_COLUMNS[0], *_COLUMNS[1]])
    unit = vectors(rows["embedding"], read_provenance(file).dims)
    photos, found = {}, {}
    for row, vector in zip(rows.select(_COLUMNS[0]).to_pylist(), unit, strict=True):
        kind, _, path = row.pop("path").partition("/")
        found[kind, path.rpartition(".")[0]] = vector
        if kind == ORIGINAL:
            taken = row["taken_at"]
            row |= {"seconds": taken.timestamp() if taken else None, "taken_at": str(taken)}
            photos[path] = Candidate(root="groups", path=path, **row)
    return photos, found


def _of_copies(found: dict[tuple[str, str], np.ndarray]) -> Cosines:
    cosines: Cosines = {name: [] for name in COPIES}
    for (kind, path), vector in found.items():
        if kind != ORIGINAL:
            cosines[kind].append(float(vector @ found[ORIGINAL, path]))
    return cosines


def _of_others(
    photos: dict[str, Candidate], found: dict[tuple[str, str], np.ndarray], group: dict[str, str]
) -> Cosines:
    """Pairs of different photos that `may_be` accepts, and those of bursts in one group or not."""
    told: Cosines = {"not told apart": [], "burst, same group": [], "burst, two groups": []}
    options = DuplicateOptions()
    for one, other in combinations(photos.values(), 2):
        ends = [found[ORIGINAL, photo.path.rpartition(".")[0]] for photo in (one, other)]
        cosine = float(ends[0] @ ends[1])
        if cosine > _SAME_PICTURE:
            continue
        if may_be(DuplicateKind.RE_ENCODED, one, other, options):
            told["not told apart"].append(cosine)
        if may_be(DuplicateKind.NEAR, one, other, options):
            same = group[one.path] == group[other.path]
            told["burst, same group" if same else "burst, two groups"].append(cosine)
    return told


def _line(cutoff: float, copies: Cosines, others: Cosines) -> tuple[str, ...]:
    shares = (np.mean(np.array(cosines) >= cutoff) for cosines in copies.values())
    counts = (sum(cosine >= cutoff for cosine in cosines) for cosines in others.values())
    return (f"{cutoff:.2f}", *(f"{share:.3f}" for share in shares), *map(str, counts))


if __name__ == "__main__":
    main()
