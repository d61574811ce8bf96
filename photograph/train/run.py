"""Runs a training: trains head and layers, tests on held-out groups, writes the network."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from photograph.array_types import Floats
from photograph.collection.contract import read_provenance
from photograph.collection.cutoffs import default_cutoff
from photograph.collection.photo_root import PhotoRoot
from photograph.evaluate.ranking import rank_photos
from photograph.extract.network import NetworkRequest
from photograph.extract.network_facts import write_facts
from photograph.extract.network_files import network_folder
from photograph.extract.opened_module import OpenedModule, open_module
from photograph.extract.projection import embed
from photograph.settings import Home
from photograph.train.head import TrainedHead, start_from, train_head
from photograph.train.layers import last_layers
from photograph.train.network_file import TrainedNetwork, write_network
from photograph.train.out_folder import put_in_place, staging_of
from photograph.train.pixels import decoded_pixels
from photograph.train.plots import plot_epochs, plot_proof
from photograph.train.prepare import PreparedTraining, TrainOptions
from photograph.train.proof import HeldOutProof, cutoff_of, prove
from photograph.train.record import TrainingRecord, facts_of, write_photos
from photograph.train.split import GroupSplit
from photograph.train.unfrozen import UnfrozenNetwork, embed_pixels, train_layers


@dataclass(frozen=True)
class TrainingOutcome:
    """The result of a training: the folder of the network, its test and its facts."""

    folder: Path
    proof: HeldOutProof
    facts: dict[str, object]


def train_network(
    prepared: PreparedTraining,
    request: NetworkRequest,
    out: Path,
    options: TrainOptions,
    home: Home,
) -> TrainingOutcome:
    """Trains a network on the groups and writes it into `out`, which appears at the end.

    Raises
    ------
    PhotographError: the network has fewer layers than are to be trained, a photo changed
        meanwhile, or the network can't be written.
    """
    extracted, split = prepared.extracted, prepared.split
    folder = network_folder(request.handle, home)
    sha = read_provenance(extracted.embeddings).weights_sha256
    opened = open_module(request.handle, request.wanted, folder, sha)
    layers = last_layers(opened, options.unfreeze) if options.unfreeze else []
    start = start_from(extracted.embeddings, split)
    head = train_head(split, start, options.epochs, options.seed)
    unfrozen = None
    if layers:
        unfrozen, vectors = _unfreeze(opened, layers, head, split, prepared.root, options, home)
        validation, held_out = vectors
    else:
        validation, held_out = (
            embed(part.features, head.projection) for part in (split.validation, split.held_out)
        )
    proof = prove(split.held_out, held_out)
    frozen_cutoff = default_cutoff(request.network, home)
    cutoff = cutoff_of(split.validation, validation, frozen_cutoff)
    training = TrainingRecord(request.network, split, head, unfrozen, proof, cutoff)
    return _write(opened, training, out, options)


def _unfreeze(
    opened: OpenedModule,
    layers: list[object],
    head: TrainedHead,
    split: GroupSplit,
    root: PhotoRoot,
    options: TrainOptions,
    home: Home,
) -> tuple[UnfrozenNetwork, tuple[Floats, Floats]]:
    parts = [split.training, split.validation, split.held_out]
    with decoded_pixels(parts, root, opened.facts.input_size, home) as pixels:
        training, validation, held_out = pixels
        unfrozen = train_layers(
            opened,
            layers,
            head.projection,
            (training, split.training.groups),
            (validation, split.validation),
            options.epochs,
            options.seed,
        )
        found = [embed_pixels(opened, unfrozen.projection, p) for p in (validation, held_out)]
    return unfrozen, (found[0], found[1])


def _write(
    opened: OpenedModule, training: TrainingRecord, out: Path, options: TrainOptions
) -> TrainingOutcome:
    unfrozen = training.unfrozen
    projection = unfrozen.projection if unfrozen else training.head.projection
    staging = staging_of(out)
    facts = facts_of(training, opened.facts.weights_sha256, options.unfreeze, options.seed)
    try:
        write_network(TrainedNetwork(opened, projection, logits=not unfrozen), staging)
        write_photos(training.split, staging)
        write_facts(staging, {"value_range": [0, 1], **facts})
        stages = {"head": (training.head.trained.epochs, training.head.trained.best)}
        if unfrozen:
            stages["layers"] = (unfrozen.trained.epochs, unfrozen.trained.best)
        validation = training.split.validation
        frozen = rank_photos(validation.frozen, validation.groups)
        plot_epochs(stages, frozen, staging / "training.png")
        plot_proof(training.proof, out.name, staging / "held-out.png")
        put_in_place(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return TrainingOutcome(out, training.proof, facts)
