"""Locates a network's files: built here, downloaded from TF Hub, or in a person's folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from photograph.console import say
from photograph.errors import DamagedFileError, PhotographError
from photograph.extract.network_facts import check_network, check_sums, read_facts, sums_of
from photograph.extract.presets import BUILD, DEFAULT_NETWORK, PRESETS, find_preset, is_remote
from photograph.extract.tensorflow_import import import_tensorflow
from photograph.private import make_folder, private_umask
from photograph.settings import Home
from photograph.state_file import read_state, write_state

_MODEL_FILES = ("saved_model.pb", "saved_model.pbtxt")


def network_folder(handle: str, home: Home) -> Path:
    """The folder of a network's SavedModel; builds or downloads it if it is missing.

    Parameters
    ----------
    handle: a preset's name, an address of TF Hub, or a folder.

    Raises
    ------
    PhotographError: there is no such network, it can't be downloaded, or it is damaged.
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
    check_network(folder)
    return folder


def is_here(handle: str, home: Home) -> bool:
    """Whether a preset can be used without a download."""
    preset = find_preset(handle)
    address = preset.handle if preset else handle
    return not is_remote(address) or _cached(address, home).is_dir()


def _cached(address: str, home: Home) -> Path:
    # The name by which tensorflow_hub 0.16 keeps a download: the sha1 of its address.
    digest = hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()
    return home.networks / "hub" / digest


def _downloaded(address: str, home: Home) -> Path:
    folder = _cached(address, home)
    if _is_downloaded(folder):
        return folder
    tf = import_tensorflow()
    import tensorflow_hub as hub

    os.environ["TFHUB_CACHE_DIR"] = str(make_folder(folder.parent))
    say(f"Downloading {address}, once.")
    try:
        with private_umask(folder):
            found = Path(hub.resolve(address))
        write_state(_sums_file(folder), sums_of(found))
        return found
    except (OSError, ValueError, RuntimeError, tf.errors.OpError) as error:
        raise PhotographError(
            f"The network {address} can't be downloaded ({str(error).splitlines()[0]}).",
            f"Connect, or use one that needs no download: --network {DEFAULT_NETWORK}",
        ) from error


def _sums_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.sums.json")


def _is_downloaded(folder: Path) -> bool:
    """Whether the download is there and intact; deletes a damaged one."""
    try:
        if folder.is_dir():
            check_sums(folder, read_state(_sums_file(folder), None, ""))
    except FileNotFoundError:
        pass  # downloaded by a version that kept no sums
    except DamagedFileError as error:
        say(f"{error.what} It is downloaded again.")
        shutil.rmtree(folder)
        _sums_file(folder).unlink()
    return folder.is_dir()


def _built(folder: Path) -> Path:
    """Builds in a temporary folder and renames it, so that a half-built network is never used."""
    if _is_built(folder):
        return folder
    make_folder(folder.parent)
    tf = import_tensorflow()
    from photograph.extract.efficientnet_lite0 import build

    say(f"Building the network {folder.name} from its ImageNet weights, once.")
    staging = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        with private_umask(staging):
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


def _is_built(folder: Path) -> bool:
    try:
        check_network(folder)
        return read_facts(folder).get("build") == BUILD
    except DamagedFileError as error:
        say(error.what)
        return False


def weights_sha256(folder: Path) -> str:
    """The sha256 of a SavedModel's variables, in hex: it names the weights.

    For a module without variables, whose weights are in the graph, that of the graph's file.
    """
    digest = hashlib.sha256()
    files = sorted((folder / "variables").glob("variables.data*"))
    for file in files or [folder / name for name in _MODEL_FILES if (folder / name).exists()]:
        digest.update(file.read_bytes())
    return digest.hexdigest()
