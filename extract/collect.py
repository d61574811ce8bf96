"""Embeds one photo root with one network into its own store, for every command that needs it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from photograph.collection.contract import MAKE_READABLE
from photograph.collection.find_photos import FoundPhotos
from photograph.collection.passed_over import describe_passed_over
from photograph.collection.photo_root import PhotoRoot, find_in
from photograph.collection.roots import Collection, name_root, only_one_names, remember_root
from photograph.console import say, shown
from photograph.errors import PhotographError
from photograph.extract.engine import Engine, local_engine
from photograph.extract.network import NetworkRequest, describe_network, open_network
from photograph.extract.options import ExtractOptions
from photograph.extract.run import run
from photograph.extract.store import open_store
from photograph.extract.tally import ExtractReport
from photograph.settings import Home

DEFAULT_OPTIONS = ExtractOptions(batch=32, pixel_limit=300_000_000, retry=False)


@dataclass(frozen=True)
class ExtractedCollection:
    """A collection that is up to date with its photos, and what the run did for that."""

    collection: Collection
    embeddings: Path
    tally: ExtractReport


def extract_collection(
    root: PhotoRoot,
    request: NetworkRequest,
    home: Home,
    options: ExtractOptions = DEFAULT_OPTIONS,
    engine: Engine | None = None,
    root_name: str | None = None,
    replace: bool = False,
) -> ExtractedCollection:
    """Embeds the new and changed photos of a root; opens the network only if there are any.

    Parameters
    ----------
    engine: what runs the network; None runs it in this process.

    Raises
    ------
    PhotographError: the root has no photos, the network can't be loaded, or another extract is at
        work. Photos that can't be read are not raised but reported as failures.
    """
    found = find_in(root)
    _tell(found, root)
    engine = engine or local_engine(lambda: open_network(request, home))
    with ExitStack() as naming:
        naming.enter_context(only_one_names(home))
        collection = Collection(name_root(root, home, root_name), request.network)
        provenance = describe_network(request, collection.root, home)
        with open_store(collection.folder(home), provenance, replace) as store:
            remember_root(collection.root, root, home)
            naming.close()
            tally = run(found, store, engine, options)
            return ExtractedCollection(collection, store.embeddings, tally)


def _tell(found: FoundPhotos, root: PhotoRoot) -> None:
    photos, passed_over = len(found.photos) + len(found.refused), found.passed_over
    if photos:
        say(f"{photos} photos found in {root}")
    if passed_over:
        say(describe_passed_over(passed_over))
    if not photos and found.unread:
        first = found.unread[0]
        raise PhotographError(
            f"No photo in {root} can be reached ({shown(first.path)}: {first.reason}).",
            f"{MAKE_READABLE}.",
        )
    if not photos:
        raise PhotographError(
            f"{root} holds no photo.",
            "Name a folder with photos: photograph extract PHOTOS",
        )


def require_photos(extracted: ExtractedCollection, root: PhotoRoot) -> None:
    """Fails where no photo of the root could be used.

    Raises
    ------
    PhotographError: none was embedded.
    """
    if not extracted.tally.embedded:
        raise PhotographError(
            f"None of the {extracted.tally.found} files in {root} could be used.",
            "See the reasons above, or name another folder.",
        )
