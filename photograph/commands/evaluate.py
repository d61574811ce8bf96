"""``photograph evaluate``: compares embeddings and albums with known groups."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from photograph.evaluate.groups import GroupsEvaluation


def evaluate(
    groups: Annotated[Path, typer.Argument(help="A TSV with columns group and file.")],
    network: Annotated[
        str | None,
        typer.Option(help="Use the embeddings of this network. Default: that of the last extract."),
    ] = None,
    top_k: Annotated[int, typer.Option(min=1, help="Edges per photo.")] = 10,
    plot: Annotated[
        Path | None, typer.Option(help="Plot precision and recall by cutoff into this PNG.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Measure features, embedding, graph and albums on photos whose groups are known.

    Prints P@1, mAP, the precision and recall of edges by cutoff, the lowest cutoff at which
    99 of 100 edges are right, and the adjusted Rand index of the graph's albums, if it has any.

    Example: photograph evaluate GROUPS.tsv --plot cutoffs.png
    """
    from photograph.evaluate.groups import evaluate_groups, print_evaluation
    from photograph.evaluate.run import evaluation_facts

    asked = evaluate_groups(groups, network, top_k, plot)
    agreement = _albums_agreement(asked)
    if as_json:
        print(
            json.dumps(
                {**evaluation_facts(asked.evaluation), "albums_adjusted_rand_index": agreement}
            )
        )
        return
    print_evaluation(asked.evaluation)
    if agreement is not None:
        print()
        print(f"Albums against groups: adjusted Rand index {agreement:.3f}")


def _albums_agreement(asked: GroupsEvaluation) -> float | None:
    """The adjusted Rand index of albums, or None; a photo in no album counts as its own group."""
    from photograph.console import say
    from photograph.errors import PhotographError
    from photograph.evaluate.adjusted_rand import adjusted_rand_index
    from photograph.jobs.albums.find import albums_of
    from photograph.server.connection import connect

    collection = asked.collection
    try:
        with connect() as database:
            albums = albums_of(database, collection.root, collection.network)
    except PhotographError as error:
        say(f"Albums are not compared: {error}")
        return None
    if albums.keys().isdisjoint(asked.groups):
        say("Albums are not compared: the graph has none of these photos: photograph albums")
        return None
    found = [albums.get(path, ("in no album", path)) for path in asked.groups]
    return adjusted_rand_index(found, list(asked.groups.values()))
