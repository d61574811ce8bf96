"""``photograph extract``: a folder of photos becomes embeddings in Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.run import Tally

SHOWN_FAILURES = 20


def extract(
    photos: Annotated[Path, typer.Argument(help="The folder of photos.")] = Path("photos"),
    network: Annotated[
        str, typer.Option(help="The network that embeds the photos.")
    ] = "efficientnet-lite0",
    root_name: Annotated[
        str | None,
        typer.Option(help="What to call this folder in the graph. Default: the folder's name."),
    ] = None,
    batch: Annotated[int, typer.Option(min=1, max=1024, help="Photos a batch.")] = 32,
    pixel_limit: Annotated[
        int, typer.Option(min=1, help="Photos of more million pixels are refused.")
    ] = 300,
    retry: Annotated[bool, typer.Option("--retry", help="Try failed photos again.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Make embeddings of other weights again.")
    ] = False,
) -> None:
    """Embed every photo of a folder into Parquet.

    Photos that are known already are not read again. Exits with 1 where no photo could be used.

    Example: photograph extract ~/Pictures
    """
    from extract.collection import Collection, name_root, remember_last, remember_root
    from extract.find_photos import find_photos
    from extract.network import describe_network, open_network
    from extract.run import Options, run
    from extract.store import open_store
    from photograph.errors import PhotographError
    from photograph.settings import home

    found = find_photos(photos.expanduser())
    if not found.photos and not found.refused:
        raise PhotographError(
            f"{photos} holds no photo.", "Name the folder that does: photograph extract PHOTOS"
        )
    collection = Collection(name_root(photos.expanduser(), home(), root_name), network)
    provenance = describe_network(network, collection.root, home())
    with open_store(collection.folder(home()), provenance, replace) as store:
        remember_root(collection.root, photos.expanduser(), home())
        options = Options(batch, pixel_limit * 1_000_000, retry)
        tally = run(found, store, lambda: open_network(network, home()), options)
        _report(tally, store.embeddings)
    if not tally.embedded:
        raise PhotographError(
            f"None of the {tally.found} files in {photos} could be used.",
            "See the reasons above, or name another folder.",
        )
    remember_last(collection, home())


def _report(tally: Tally, embeddings: Path) -> None:
    from photograph.console import say, table

    for row in tally.failures[:SHOWN_FAILURES]:
        say(f"not used: {row['path']!r}: {row['reason']}")
    if len(tally.failures) > SHOWN_FAILURES:
        rest = len(tally.failures) - SHOWN_FAILURES
        say(f"not used: {rest} more, all in {embeddings.with_name('failures.parquet')}")
    counts = (
        tally.new,
        tally.changed,
        tally.moved,
        tally.unchanged,
        len(tally.failures),
        tally.gone,
    )
    header = ("new", "changed", "moved", "unchanged", "failed", "gone")
    print(table([tuple(str(count) for count in counts)], header))
    print(f"{tally.embedded} photos embedded in {embeddings}")
