"""``photograph link``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from photograph.graph.methods import LinkMethod

if TYPE_CHECKING:
    from photograph.jobs.link.options import LinkOptions, LinkReport
    from photograph.jobs.link.scope import LinkScope


class WithoutTimeOrPlace(StrEnum):
    """What `--within` and `--radius` do with photos without a time or a place."""

    KEEP = "keep"
    DROP = "drop"


def link(
    top_k: Annotated[
        int, typer.Option(min=1, max=1000, help="Link each photo to this many nearest ones.")
    ] = 10,
    cutoff: Annotated[
        float | None,
        typer.Option(
            min=-1.0,
            max=1.0,
            help="The lowest cosine of a linked pair. Default: that of the network.",
        ),
    ] = None,
    network: Annotated[
        str | None,
        typer.Option(help="Use the embeddings of this network; needed if the graph has several."),
    ] = None,
    target_recall: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            help="Search wider until this share of the true nearest photos is found.",
        ),
    ] = 0.98,
    sample: Annotated[
        int,
        typer.Option(min=1, help="The number of photos that the audit compares with all others."),
    ] = 500,
    method: Annotated[
        LinkMethod,
        typer.Option(
            help="How photos are compared: by embeddings, or by the scores of their labels."
        ),
    ] = LinkMethod.KNN,
    within: Annotated[
        str | None, typer.Option(help="Link only photos taken within this time: 30d, 12h.")
    ] = None,
    radius: Annotated[
        str | None, typer.Option(help="Link only photos taken within this distance: 5km, 300m.")
    ] = None,
    missing: Annotated[
        WithoutTimeOrPlace,
        typer.Option(help="What --within and --radius do with photos without a time or place."),
    ] = WithoutTimeOrPlace.DROP,
    full: Annotated[
        bool, typer.Option("--full", help="Link all photos again, even if few are new.")
    ] = False,
    memory: Annotated[
        str | None,
        typer.Option(
            help="The memory of a search: 2g, 500m. Default: most of the server's heap. Photos "
            "that do not fit at once are linked in blocks."
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show how many edges other cutoffs would keep; write nothing."
        ),
    ] = False,
) -> None:
    """Link similar photos inside Neo4j: top-k IS_SIMILAR_TO edges by GDS kNN.

    Each run is audited: for a random sample of photos, the edges are compared with the true
    nearest photos. A second run gives the same edges. Edges drawn by a person are kept.

    Example: photograph link --top-k 20 --cutoff 0.7
    """
    from photograph.jobs.link.options import LinkOptions
    from photograph.jobs.link.run import link_photos, require_target
    from photograph.next_step import say_next
    from photograph.server.connection import connect
    from photograph.server.memory import parse_bytes
    from photograph.server.turns import own_turn
    from photograph.settings import home

    options = LinkOptions(
        network,
        top_k,
        cutoff,
        target_recall,
        sample,
        method,
        scope=_scope(within, radius, missing),
        full=full,
        memory=parse_bytes("--memory", memory),
    )
    if explain:
        _explain(options)
        return
    with connect() as database, own_turn(database):
        linked = link_photos(database, home(), options)
    _show(linked)
    require_target(linked, target_recall)
    say_next(_next_step(linked))


def _scope(within: str | None, radius: str | None, missing: WithoutTimeOrPlace) -> LinkScope | None:
    from photograph.jobs.link.scope import LinkScope
    from photograph.quantities import parse_radius, parse_span

    if within is None and radius is None:
        return None
    return LinkScope(
        parse_span(within) if within is not None else None,
        parse_radius(radius) if radius is not None else None,
        missing is WithoutTimeOrPlace.KEEP,
    )


def _show(linked: LinkReport) -> None:
    from photograph.console import table
    from photograph.jobs.catalogue import LINK_NEW

    new = " new" if linked.job == LINK_NEW.name else ""
    cells = {
        "photos": f"{linked.photos}{new}",
        "edges": f"{linked.edges}{new}",
        "stale removed": str(linked.removed),
        "ms": str(linked.millis),
    }
    if linked.pairs_considered is not None:
        cells["nodePairsConsidered"] = str(linked.pairs_considered)
    if recall := linked.recall:
        interval = f"{recall.recall:.3f} ({recall.low:.3f} to {recall.high:.3f})"
        cells[f"recall@{recall.k} of {recall.photos}"] = interval
    print(table([tuple(cells.values())], tuple(cells)))


def _next_step(linked: LinkReport) -> str:
    from photograph.commands.load_after import ASK
    from photograph.jobs.catalogue import LINK_NEW

    if linked.edges or linked.job == LINK_NEW.name:
        return ASK
    return "photograph link --explain, which shows how many edges other cutoffs would give"


def _explain(options: LinkOptions) -> None:
    from photograph.console import table
    from photograph.jobs.link.explain import explain_link
    from photograph.next_step import say_next
    from photograph.server.connection import connect
    from photograph.settings import home

    with connect() as database:
        photos, every = explain_link(database, home(), options)
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
    say_next("photograph link --cutoff CUTOFF, with one of these")
