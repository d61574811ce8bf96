"""``photograph link`` and ``status``."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from jobs.link import LinkOptions


class Method(StrEnum):
    """How photos are compared."""

    knn = "knn"
    node_similarity = "node-similarity"


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
    target_recall: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Search wider until so many are found.")
    ] = 0.98,
    sample: Annotated[
        int, typer.Option(min=1, help="How many photos the audit compares with all others.")
    ] = 500,
    method: Annotated[
        Method, typer.Option(help="knn compares embeddings, node-similarity the labels' scores.")
    ] = Method.knn,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what other cutoffs would keep; write nothing.")
    ] = False,
) -> None:
    """Link similar photos inside Neo4j: top-k IS_SIMILAR_TO edges by GDS kNN.

    Each run is audited: for a random sample of photos the edges are compared with the true
    nearest photos. A second run leaves the same edges; those that a person drew stay.

    Example: photograph link --top-k 20 --cutoff 0.7
    """
    from jobs.link import LinkOptions, link_photos, require_target
    from photograph.console import table
    from photograph.settings import home
    from server.connection import connect

    options = LinkOptions(network, top_k, cutoff, target_recall, sample, method.value)
    if explain:
        _explain(options)
        return
    with connect(start=True) as database:
        linked = link_photos(database, home(), options)
    found, recall = linked.found, linked.found.recall
    cells = [str(n) for n in (found.photos, found.edges, linked.removed, linked.millis)]
    header = ["photos", "edges", "stale removed", "ms"]
    if recall:
        cells.append(f"{recall.recall:.3f} ({recall.low:.3f} to {recall.high:.3f})")
        header.append(f"recall@{top_k} of {recall.photos}")
    print(table([tuple(cells)], tuple(header)))
    require_target(linked, target_recall)


def _explain(options: LinkOptions) -> None:
    from jobs.link import explain_link
    from photograph.console import table
    from server.connection import connect

    with connect(start=True) as database:
        photos, every = explain_link(database, options)
    most = max((kept.edges for kept in every), default=0)
    rows = [
        (
            f"{kept.cutoff:.2f}",
            str(kept.edges),
            str(photos - kept.linked),
            "#" * round(30 * kept.edges / most) if most else "",
        )
        for kept in every
    ]
    print(table(rows, ("cutoff", "edges", "photos without", "")))


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
