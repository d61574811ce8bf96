"""``photograph link``, ``similar`` and ``status``."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def link(
    top_k: Annotated[
        int, typer.Option(min=1, max=1000, help="How many nearest photos of each are linked.")
    ] = 10,
    cutoff: Annotated[
        float, typer.Option(min=-1.0, max=1.0, help="Pairs of a lower cosine are not linked.")
    ] = 0.6,
    network: Annotated[
        str | None, typer.Option(help="Whose embeddings; needed where the graph holds several.")
    ] = None,
) -> None:
    """Link similar photos inside Neo4j: top-k IS_SIMILAR_TO edges by GDS kNN.

    A second run leaves the same edges. Edges that a person drew are never touched.

    Example: photograph link --top-k 20 --cutoff 0.7
    """
    from jobs.link import link_photos
    from photograph.console import table
    from server.connection import connect

    with connect(start=True) as database:
        linked = link_photos(database, network, top_k, cutoff)
    values = (linked.photos, linked.edges, linked.removed, linked.millis)
    header = ("photos", "edges", "stale removed", "ms")
    print(table([tuple(str(value) for value in values)], header))


def similar(
    file: Annotated[str, typer.Argument(help="A photo's path or file name in the graph.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Show the photos most similar to one photo.

    Example: photograph similar PXL_20201124_182915588.jpg -k 5
    """
    from dataclasses import asdict

    from jobs.similar import similar_photos
    from photograph.console import say, table
    from server.connection import connect

    with connect() as database:
        found = similar_photos(database, file, k)
    if as_json:
        print(json.dumps([asdict(row) for row in found], ensure_ascii=False))
    elif found:
        rows = [(row.path, row.root, f"{row.cosine:.4f}") for row in found]
        print(table(rows, ("photo", "root", "cosine")))
    else:
        say(f"No photo is linked to {file}: try photograph link --cutoff 0.5")


def status(as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False) -> None:
    """Show what the graph holds and which server holds it.

    Example: photograph status --json
    """
    from jobs.status import read_status
    from photograph.console import table
    from server.connection import connect

    with connect() as database:
        found = read_status(database)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, default=str))
    else:
        print(table([(name, str(value)) for name, value in found.items()], ("what", "value")))
