"""``photograph extract`` and ``photograph networks``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photograph.extract.options import EngineKind, ExtractOptions, Precision

if TYPE_CHECKING:
    from photograph.collection.photo_root import PhotoRoot
    from photograph.extract.tally import ExtractReport

SHOWN_FAILURES = 20


def parse_root(text: str | Path) -> PhotoRoot:
    """Parses the argument with the folder or address of the photos."""
    from photograph.collection.photo_root import photo_root

    return photo_root(text)


def extract(
    # A folder or an address; typer knows no union of types.
    photos: Annotated[
        Any,
        typer.Argument(
            help="The folder of photos, or an address: s3://BUCKET/FOLDER, gs://, az://, hdfs://.",
            parser=parse_root,
            metavar="PHOTOS",
        ),
    ] = "photos",
    network: Annotated[
        str, typer.Option(help="A preset, a TF Hub handle, or a folder with a SavedModel.")
    ] = "efficientnet-lite0",
    network_name: Annotated[
        str | None, typer.Option(help="A name for the network. Default: made from its handle.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(help="Which output of the network to use, such as feature_vector or logits."),
    ] = None,
    input_size: Annotated[
        int | None,
        typer.Option(
            min=8, help="The network's input size in pixels, if it does not say so itself."
        ),
    ] = None,
    value_range: Annotated[
        str | None,
        typer.Option(
            help="The network's values of black and white: --value-range=-1,1. Default: 0,1."
        ),
    ] = None,
    dims: Annotated[
        int | None, typer.Option(min=2, help="Shorten the embedding to this many numbers.")
    ] = None,
    refit: Annotated[
        bool,
        typer.Option(
            "--refit", help="Fit the shortening of embeddings again, which changes all of them."
        ),
    ] = False,
    precision: Annotated[
        Precision, typer.Option(help="auto takes bfloat16, which is quicker, if it is exact.")
    ] = Precision.AUTO,
    batch: Annotated[int, typer.Option(min=1, max=1024, help="Photos per batch.")] = 32,
    pixel_limit: Annotated[
        int, typer.Option(min=1, help="Refuse photos of more than this many million pixels.")
    ] = 300,
    retry: Annotated[bool, typer.Option("--retry", help="Try failed photos again.")] = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Replace embeddings that were made with other weights or options."
        ),
    ] = False,
    root_name: Annotated[
        str | None,
        typer.Option(help="A name for this folder in the graph. Default: the folder's name."),
    ] = None,
    engine: Annotated[
        EngineKind,
        typer.Option(help="Where to run: ray uses many machines (pip install '.[ray]')."),
    ] = EngineKind.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(help="The Ray cluster, as HOST:PORT. Default: one on this machine."),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(help="Also write the embeddings as CSV, without signatures, to this file."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Plain lines instead of a bar.")] = False,
) -> None:
    """Embed every photo of a folder into Parquet.

    Known photos are not read again, and a run that was stopped, or even killed,
    continues where it was. The exit code is 1 if no photo could be used.

    Photos in a folder that can't be read do not count as gone: they are kept, a warning names
    the folder, and load --prune refuses until it can be read. If more than 20 photos, and more
    than a fifth of all, are gone, their embeddings are kept until load --prune removes them.

    Example: photograph extract ~/Pictures --network mobilenet-v2

    Example: photograph extract s3://museum/photos --engine ray
    """
    from photograph.collection.roots import remember_last
    from photograph.commands.extract_options import choose_engine, parse_range
    from photograph.console import plain_lines, say
    from photograph.extract.collect import extract_collection, require_photos
    from photograph.extract.csv_file import write_embeddings_csv
    from photograph.extract.network import NetworkRequest
    from photograph.extract.saved_model import NetworkOptions
    from photograph.next_step import say_next
    from photograph.settings import home

    plain_lines(quiet)
    request = NetworkRequest(
        network, NetworkOptions(output, input_size, parse_range(value_range)), network_name
    )
    options = ExtractOptions(batch, pixel_limit * 1_000_000, retry, dims, refit, precision)
    root = parse_root(photos)
    chosen = choose_engine(engine, address, request, home())
    done = extract_collection(root, request, home(), options, chosen, root_name, replace)
    _report(done.tally, done.embeddings)
    if done.tally.embedded and csv:
        say(f"{write_embeddings_csv(done.embeddings, csv)} rows written to {csv}")
    require_photos(done, root)
    remember_last(done.collection, home())
    say_next("photograph load")


def _report(tally: ExtractReport, embeddings: Path) -> None:
    from photograph.console import say, shown, table
    from photograph.extract.tally import warnings

    for row in tally.failures[:SHOWN_FAILURES]:
        say(f"not used: {shown(row['path'])}: {row['reason']}")
    if len(tally.failures) > SHOWN_FAILURES:
        rest = len(tally.failures) - SHOWN_FAILURES
        say(f"not used: {rest} more, all in {embeddings.with_name('failures.parquet')}")
    failed = len(tally.failures)
    counts = (
        *(tally.new, tally.changed, tally.moved, tally.unchanged),
        *(tally.damaged, failed, tally.gone),
    )
    header = ("new", "changed", "moved", "unchanged", "damaged", "failed", "gone")
    print(table([tuple(str(count) for count in counts)], header))
    print(f"{tally.embedded} photos embedded in {embeddings}")
    for line in warnings(tally):
        say(line)


def networks(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """List the preset networks, and whether they are on this machine.

    Any TF Hub handle, and any folder with a SavedModel, can be used as well.

    Example: photograph networks --json
    """
    from photograph.console import table
    from photograph.extract.network_files import is_here
    from photograph.extract.presets import PRESETS
    from photograph.settings import home

    if as_json:
        rows = [{**vars(p), "here": is_here(p.name, home())} for p in PRESETS]
        print(json.dumps(rows, ensure_ascii=False))
        return
    cells = [
        (
            p.name,
            str(p.dims),
            str(p.input_size),
            "yes" if is_here(p.name, home()) else "no",
            p.about,
        )
        for p in PRESETS
    ]
    print(table(cells, ("network", "dims", "pixels", "here", "what it gives")))
