"""Where a network's files are: built here, downloaded from TF Hub, or a folder of one's own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from extract.presets import BUILD, DEFAULT_NETWORK, FACTS_FILE, PRESETS, find_preset, is_remote
from extract.tensorflow_import import import_tensorflow
from photograph.console import say
from photograph.errors import PhotographError
from photograph.settings import Home, make_folder

_MODEL_FILES = ("saved_model.pb", "saved_model.pbtxt")


def network_folder(handle: str, home: Home) -> Path:
    """The folder of a network's SavedModel, made or downloaded where it is not there yet.

    Parameters
    ----------
    handle: a preset's name, an address of TF Hub, or a folder.

    Raises
    ------
    PhotographError: there is no such network, or it can't be downloaded.
    """
    preset = find_preset(handle)
    if preset and not preset.handle:
        return _built(home.networks / preset.name)
    address = preset.handle if preset else handle
    if is_remote(address):
        return _downloaded(address, home)
    folder = Path(address).expanduser()
    if not any((folder / name).exists() for name in _MODEL_FILES):
        raise PhotographError(
            f"There is no network {handle!r}: no preset of that name, no folder with a SavedModel.",
            f"Presets: {', '.join(preset.name for preset in PRESETS)}",
        )
    return folder


def is_here(handle: str, home: Home) -> bool:
    """Whether a preset can be used without a download: built, downloaded, or to be built."""
    preset = find_preset(handle)
    address = preset.handle if preset else handle
    return not is_remote(address) or _cached(address, home).is_dir()


def _cached(address: str, home: Home) -> Path:
    # The name by which tensorflow_hub 0.16 keeps a download: the sha1 of its address.
    digest = hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()
    return home.networks / "hub" / digest


def _downloaded(address: str, home: Home) -> Path:
    folder = _cached(address, home)
    if folder.is_dir():
        return folder
    tf = import_tensorflow()
    import tensorflow_hub as hub

    os.environ["TFHUB_CACHE_DIR"] = str(make_folder(folder.parent))
    say(f"Downloading {address}, once.")
    try:
        return Path(hub.resolve(address))
    except (OSError, ValueError, RuntimeError, tf.errors.OpError) as error:
        raise PhotographError(
            f"The network {address} can't be downloaded ({str(error).splitlines()[0]}).",
            f"Connect, or use one that needs no download: --network {DEFAULT_NETWORK}",
        ) from error


def _built(folder: Path) -> Path:
    """Builds beside the final place and renames, so that a half-built network is never used."""
    if _build_number(folder) == BUILD:
        return folder
    make_folder(folder.parent)
    tf = import_tensorflow()
    from extract.efficientnet_lite0 import build

    say(f"Building the network {folder.name} from its ImageNet weights, once.")
    staging = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        build(staging)
    except tf.errors.OpError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise PhotographError(
            f"The network can't be written to {folder} ({error.message}).",
            "Make room there, or choose another folder: PHOTOGRAPH_HOME=FOLDER",
        ) from error
    shutil.rmtree(folder, ignore_errors=True)
    staging.rename(folder)
    return folder


def _build_number(folder: Path) -> int:
    try:
        return int(json.loads((folder / FACTS_FILE).read_text())["build"])
    except (OSError, ValueError, KeyError):
        return 0


def weights_sha256(folder: Path) -> str:
    """The sha256 of a SavedModel's variables, in hex: it names the weights.

    A module without variables keeps its weights in the graph, whose file is taken then.
    """
    digest = hashlib.sha256()
    files = sorted((folder / "variables").glob("variables.data*"))
    for file in files or [folder / name for name in _MODEL_FILES if (folder / name).exists()]:
        digest.update(file.read_bytes())
    return digest.hexdigest()
