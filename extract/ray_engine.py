"""Runs photos through a network on many machines: Ray Data around `embed_photos`."""

from __future__ import annotations

import logging
import os
import platform
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from photograph.array_types import Pixels
from photograph.collection.find_photos import PhotoFile
from photograph.errors import PhotographError
from photograph.extract.embed import (
    ReadPhoto,
    read_in_order,
    read_photo,
    reading_threads,
    stack_pixels,
)
from photograph.extract.engine import EmbeddedPhoto, Engine, PhotosToEmbed, embed_photos
from photograph.extract.network import Network, NetworkRequest, open_network
from photograph.extract.options import ExtractOptions
from photograph.extract.precision import use_bfloat16
from photograph.extract.tensorflow_import import import_tensorflow
from photograph.settings import Home

# Batches that an actor takes at a time: what is done again where its process is killed.
_BATCHES = 4
# Beyond so many cores one TensorFlow gains little more, and a second one is worth its memory.
_MOST_CORES = 8
_OBJECT_STORE = 200 * 2**20


@dataclass(frozen=True)
class ActorShare:
    """The cores and GPUs of one actor, and the number of actors."""

    actors: int
    cores: int
    gpus: int


@dataclass(frozen=True)
class ActorTask:
    """Everything an actor needs to know; it may run on another machine."""

    request: NetworkRequest
    home: Home
    weights_sha256: str
    options: ExtractOptions
    cores: int
    known: frozenset[str]  # content of these photos that may be embedded already
    trial: Pixels | None  # the same photos decide the precision of every actor


class EmbeddingActor:
    """An actor: runs blocks of photos through one open network."""

    def __init__(self, job: Any) -> None:
        import ray

        self.job: ActorTask = ray.get(job)
        self.opened: tuple[Network, bool | None] | None = None

    def __call__(self, block: dict[str, Any]) -> dict[str, Any]:
        """Embeds a block, a list of photos: gives a list of `EmbeddedPhoto`, or why it stopped."""
        done = np.empty(1, object)
        try:
            done[0] = list(self._embed(*block["photos"]))
        except PhotographError as error:
            done[0] = (error.what, error.next_step)
        return {"done": done}

    def _embed(self, photos: list[PhotoFile]) -> Iterator[EmbeddedPhoto]:
        self.opened = self.opened or _open(self.job)
        network, fast = self.opened
        options, is_known = self.job.options, self.job.known.__contains__
        threads = reading_threads(photos, self.job.cores)
        for one in embed_photos(photos, network, options, is_known, threads, fast):
            yield replace(one, read=replace(one.read, decoded=None))  # pixels stay here


def _open(job: ActorTask) -> tuple[Network, bool | None]:
    """Opens an actor's network on as many threads as it has cores; decides about bfloat16."""
    tf = import_tensorflow()
    if not tf.config.list_physical_devices("GPU"):
        tf.config.threading.set_intra_op_parallelism_threads(job.cores)
    network = open_network(job.request, job.home)
    if network.facts.weights_sha256 != job.weights_sha256:
        raise PhotographError(
            f"{job.request.handle} has other weights on {platform.node()}.",
            "Put the same network onto every machine of the cluster.",
        )
    if job.trial is None:
        return network, None
    return network, use_bfloat16(network, job.trial, job.options.precision)


def ray_engine(request: NetworkRequest, home: Home, address: str | None) -> Engine:
    """The engine of a Ray cluster; without an address, of a local one for this run only.

    Raises
    ------
    PhotographError: Ray is not installed.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Ray tells the screen what it does; what went wrong comes as an exception.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray.data  # noqa: F401
    except ModuleNotFoundError as error:
        raise PhotographError(
            "Ray is not installed.", "Install it: pip install '.[ray]', or use --engine local"
        ) from error

    def engine(todo: PhotosToEmbed) -> Iterator[EmbeddedPhoto]:
        size = todo.options.batch * _BATCHES
        starts = range(0, len(todo.photos), size)
        blocks = [todo.photos[start : start + size] for start in starts]
        with _cluster(address):
            share = _share()
            yield from _results(blocks, _job(request, home, todo, share), share)

    return engine


def _job(request: NetworkRequest, home: Home, todo: PhotosToEmbed, share: ActorShare) -> ActorTask:
    store, options = todo.store, todo.options
    first = todo.photos[: options.batch]

    def read(photo: PhotoFile) -> ReadPhoto:
        size = store.provenance.input_size
        return read_photo(photo, size, options.pixel_limit, lambda _: False)

    trial = list(read_in_order(first, read, reading_threads(first), len(first)))
    # All that the store knows would be much to send: only what moved or was touched matters.
    known = [store.by_path[photo.path] for photo in todo.photos if photo.path in store.by_path]
    return ActorTask(
        request,
        home,
        store.provenance.weights_sha256,
        options,
        share.cores,
        frozenset(todo.left.union(one.content_hash for one in known) & store.hashes),
        stack_pixels(trial) if any(one.decoded for one in trial) else None,
    )


@contextmanager
def _cluster(address: str | None) -> Iterator[None]:
    """Joins a cluster, or starts one on this machine that ends with the run."""
    import ray
    from ray.data import DataContext

    settings: dict[str, Any] = {"address": address}
    with ExitStack() as stack:
        if address is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="photograph-"))
            settings = {"_temp_dir": folder, "object_store_memory": _OBJECT_STORE}
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        try:
            _check_answers(address)
            with _unheard():
                ray.init(**settings, **quiet, include_dashboard=False)
        except (OSError, ValueError, RuntimeError) as error:
            raise PhotographError(
                f"No Ray cluster can be used at {address or 'this machine'}"
                f" ({str(error).splitlines()[0]}).",
                "Check --address, and that Ray has the same version there.",
            ) from error
        # Ray prints that a worker died, some of it at its end; standard output is for results.
        stack.enter_context(redirect_stdout(sys.stderr))
        stack.callback(ray.shutdown)
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        DataContext.get_current().enable_progress_bars = False
        yield


def _check_answers(address: str | None) -> None:
    """Fails at once where nothing answers; Ray itself would retry for minutes."""
    if address and address != "auto":
        host, _, port = address.rpartition(":")
        socket.create_connection((host, int(port)), timeout=10).close()


@contextmanager
def _unheard() -> Iterator[None]:
    """Silences file descriptor 2, to which Ray's core writes; failures are exceptions anyway."""
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _share() -> ActorShare:
    """One actor per GPU; without GPUs, one for every few cores of each machine."""
    import ray

    every: list[dict[str, Any]] = cast(Any, ray).nodes()  # has no types, where Ray is installed
    nodes = [node["Resources"] for node in every if node["Alive"]]
    cores = [int(node["CPU"]) for node in nodes if node.get("CPU", 0) >= 1]
    gpus = sum(int(node.get("GPU", 0)) for node in nodes)
    if not cores:
        raise PhotographError("The Ray cluster has no core.", "Start its machines, then try again.")
    if gpus:
        return ActorShare(gpus, max(sum(cores) // gpus, 1), 1)
    each = min(*cores, _MOST_CORES)
    return ActorShare(sum(core // each for core in cores), each, 0)


def _results(
    blocks: list[list[PhotoFile]], job: ActorTask, share: ActorShare
) -> Iterator[EmbeddedPhoto]:
    import ray

    kept = ray.put(job)  # for as long as an actor may have to begin again
    photos = ray.data.from_items(
        [{"photos": block} for block in blocks], override_num_blocks=len(blocks)
    )
    done = photos.map_batches(
        EmbeddingActor,
        fn_constructor_args=[kept],
        batch_size=1,
        num_cpus=share.cores,
        num_gpus=share.gpus,
        compute=ray.data.ActorPoolStrategy(size=min(share.actors, len(blocks))),
    )
    try:
        for row in done.iter_rows():
            if isinstance(row["done"], tuple):
                raise PhotographError(*row["done"])
            yield from row["done"]
    except ray.exceptions.RayError as error:
        raise PhotographError(
            f"Ray stopped ({str(error).splitlines()[0]}).",
            "What was done is kept: run the same command to go on.",
        ) from error
