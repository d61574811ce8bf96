"""Finds the two networks to compare, and brings their embeddings up to date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photograph.collection.contract import EMBEDDINGS_FILE, Provenance, read_provenance
from photograph.collection.cutoffs import default_cutoff
from photograph.collection.photo_root import PhotoRoot
from photograph.collection.roots import Collection, last_root, name_root
from photograph.console import say
from photograph.errors import PhotographError
from photograph.extract.collect import extract_collection, require_photos
from photograph.extract.network import NetworkRequest
from photograph.extract.network_files import network_folder
from photograph.extract.presets import find_preset, is_remote, slug
from photograph.extract.saved_model import NetworkOptions
from photograph.settings import Home


@dataclass(frozen=True)
class ComparedNetwork:
    """One of the two networks, its embeddings, and the cutoff that `link` uses for it."""

    request: NetworkRequest
    root: str
    embeddings: Path
    cutoff: float

    @property
    def name(self) -> str:
        return self.request.network


def chosen_root(photos: PhotoRoot | None, home: Home) -> PhotoRoot:
    """The root to compare on: the one given, or that of the last extract.

    Raises
    ------
    PhotographError: none is given, and nothing was extracted yet.
    """
    return last_root(home) if photos is None else photos


def find_networks(
    words: tuple[str, str], root: PhotoRoot, home: Home
) -> tuple[NetworkRequest, NetworkRequest]:
    """Finds two networks by what `extract` takes as a network, or by a name that it used.

    Raises
    ------
    PhotographError: there is no such network, or both have the same name.
    """
    one, other = (_find(word, root, home) for word in words)
    if one.network == other.network:
        raise PhotographError(
            f"Both networks are called {one.network}.",
            "Name two; of two folders of one name, extract one with --network-name NAME and"
            " compare NAME.",
        )
    return one, other


def _find(word: str, root: PhotoRoot, home: Home) -> NetworkRequest:
    if not (find_preset(word) or is_remote(word) or Path(word).expanduser().is_dir()):
        known = Collection(name_root(root, home, None), slug(word)).folder(home) / EMBEDDINGS_FILE
        if known.exists():
            return _request_of(read_provenance(known))
    network_folder(word, home)  # now, rather than when the other one has taken its minutes
    return NetworkRequest(word)


def _request_of(made: Provenance) -> NetworkRequest:
    """The request by which these embeddings were made, from their provenance."""
    name = made.network.removesuffix(f"-{slug(made.output)}")
    output = made.output if name != made.network else None
    return NetworkRequest(
        made.handle, NetworkOptions(output, made.input_size, made.value_range), name
    )


def bring_up_to_date(request: NetworkRequest, root: PhotoRoot, home: Home) -> ComparedNetwork:
    """Embeds the photos that this network has not embedded yet.

    Raises
    ------
    PhotographError: as for `extract_collection`, or none of the photos can be used.
    """
    say(f"{request.network}:")
    done = extract_collection(root, request, home)
    require_photos(done, root)
    if done.tally.failures:
        say(f"{len(done.tally.failures)} photos can't be used; photograph extract says why.")
    cutoff = default_cutoff(request.network, home)
    return ComparedNetwork(request, done.collection.root, done.embeddings, cutoff)
