"""``make bench-train``: the gain of a head and of trained layers on unseen classes.

Caltech 101: half of the classes train, the other half prove, for three splits; then the 219 shared
photos in 21 groups, which have nothing to do with it. Prints the table of docs/train.md, and draws
docs/train.png.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path
from time import monotonic

from bench.machine import describe_machine
from photograph.evaluate.bootstrap import bootstrap_difference
from photograph.evaluate.known_groups import read_evaluated, read_groups
from photograph.evaluate.ranking import average_precisions
from photograph.extract.collect import extract_collection
from photograph.extract.network import NetworkRequest
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.extract.saved_model import NetworkOptions
from photograph.extract.tensorflow_import import import_tensorflow
from photograph.settings import Home
from photograph.train.prepare import PreparedTraining, TrainingSource, TrainOptions, prepare

SHARED = Path(__file__).parents[2] / "shared" / "photos"
DOCS = Path(__file__).parents[1] / "docs"
SPLITS = 3
OWN = "caltech-network"
_MOBILENET = str(SHARED.parent / "networks" / "mobilenet_v2_1001")
NAMES = {DEFAULT_NETWORK: DEFAULT_NETWORK, _MOBILENET: "MobileNetV2, 1280 features"}
_HEADER = (
    "network",
    "trained",
    "split",
    "classes held out",
    "photos",
    "P@1",
    "mAP",
    "difference, 95% interval",
    "s",
)
_HEAD = TrainOptions(held_out=0.5, validation=0.3, epochs=40, unfreeze=0, seed=0)
_LAYERS = replace(_HEAD, epochs=6, unfreeze=3)
_NO_CLASS = "BACKGROUND_Google"


def main() -> None:
    """Measures, and prints rows of Markdown."""
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED} is not there: this needs Caltech 101.")
    import_tensorflow()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        classes = _unpack(Path(folder))
        default, other = (
            NetworkRequest(DEFAULT_NETWORK),
            NetworkRequest(_MOBILENET, NetworkOptions("feature_vector")),
        )
        for request in (default, other):
            extract_collection(classes, request, home)
        print(f"{describe_machine()}\n")
        print(f"| {' | '.join(_HEADER)} |\n{'|---' * len(_HEADER)}|")
        for seed in range(SPLITS):
            _measure(classes, default, replace(_HEAD, seed=seed), home)
        shutil.copy2(
            home.root / "caltech" / DEFAULT_NETWORK / "0-0" / OWN / "held-out.png",
            DOCS / "train.png",
        )
        _measure(classes, other, _HEAD, home)
        _measure(classes, default, _LAYERS, home)
        _elsewhere(home)


def _unpack(folder: Path) -> Path:
    with tarfile.open(SHARED / "caltech101.tar") as archive:
        archive.extractall(folder, filter="data")
    photos = folder / "101_ObjectCategories"
    shutil.rmtree(photos / _NO_CLASS)  # photos of anything: no class
    return photos


def _measure(classes: Path, request: NetworkRequest, options: TrainOptions, home: Home) -> None:
    from photograph.train.run import train_network

    begun = monotonic()
    prepared: PreparedTraining = prepare(TrainingSource(classes, None), request, options, home)
    out = home.root / "caltech" / request.network / f"{options.seed}-{options.unfreeze}" / OWN
    proof = train_network(prepared, request, out, options, home).proof
    trained = f"head and {options.unfreeze} layers" if options.unfreeze else "head"
    before, after, gain = proof.frozen, proof.trained, proof.difference
    print(
        f"| {NAMES[request.handle]} | {trained} | {options.seed}"
        f" | {before.groups} | {before.photos}"
        f" | {before.precision_at_1:.3f} → {after.precision_at_1:.3f}"
        f" | {before.mean_average_precision:.3f} → {after.mean_average_precision:.3f}"
        f" | {gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f}) | {monotonic() - begun:.0f} |",
        flush=True,
    )


def _elsewhere(home: Home) -> None:
    """Both networks on photos of another kind: places and people's own objects."""
    groups = read_groups(SHARED / "GROUPS.tsv")
    found = []
    for handle in (DEFAULT_NETWORK, str(home.root / "caltech" / DEFAULT_NETWORK / "0-0" / OWN)):
        done = extract_collection(SHARED / "groups", NetworkRequest(handle), home)
        evaluated = read_evaluated(done.embeddings, groups)
        found.append((average_precisions(evaluated.embedding, evaluated.groups), evaluated))
    (before, photos), (after, _) = found
    gain = bootstrap_difference(before.average, after.average, photos.groups[before.asking])
    print(
        f"\nThe head of split 0 on the {len(photos.paths)} shared photos: mAP"
        f" {before.average.mean():.3f} → {after.average.mean():.3f},"
        f" {gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"
    )


if __name__ == "__main__":
    main()
