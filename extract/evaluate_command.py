"""``photograph evaluate``: what the embeddings of the last extract are worth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.evaluate import Edges, Ranking


def evaluate(
    groups: Annotated[Path, typer.Argument(help="A TSV with columns group and file.")],
    network: Annotated[
        str | None, typer.Option(help="Whose embeddings. Default: those of the last extract.")
    ] = None,
    top_k: Annotated[int, typer.Option(min=1, help="Edges a photo.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Compare features and embedding on photos whose groups are known.

    Prints P@1, mAP, and the precision and recall of edges by cutoff.

    Example: photograph evaluate GROUPS.tsv
    """
    from dataclasses import asdict, replace

    from extract.collection import last_collection
    from extract.evaluate import edges_by_cutoff, rank, read_groups
    from extract.evaluated import read_evaluated
    from photograph.console import table
    from photograph.contract import EMBEDDINGS_FILE
    from photograph.settings import home

    collection = last_collection(home())
    if network:
        collection = replace(collection, network=network)
    found = read_evaluated(collection.folder(home()) / EMBEDDINGS_FILE, read_groups(groups))
    features, embedding = found.features, found.embedding
    rankings = {
        "features": rank(features, found.groups),
        "embedding": rank(embedding, found.groups),
    }
    edges = edges_by_cutoff(embedding, found.groups, top_k)
    if as_json:
        told = {name: asdict(ranking) for name, ranking in rankings.items()}
        print(json.dumps({"network": collection.network, **told, "edges": [*map(asdict, edges)]}))
        return
    dims = {"features": features.shape[1], "embedding": embedding.shape[1]}
    rows = [_show(name, dims[name], ranking) for name, ranking in rankings.items()]
    print(table(rows, ("vectors", "dims", "photos", "P@1", "mAP")))
    print()
    print(table(_show_edges(edges), ("cutoff", "edges", "precision", "recall")))


def _show(name: str, dims: int, ranking: Ranking) -> tuple[str, ...]:
    first, average = ranking.precision_at_1, ranking.mean_average_precision
    return name, str(dims), str(ranking.photos), f"{first:.3f}", f"{average:.3f}"


def _show_edges(edges: list[Edges]) -> list[tuple[str, ...]]:
    return [
        (f"{e.cutoff:.2f}", str(e.edges), f"{e.precision:.3f}", f"{e.recall:.3f}") for e in edges
    ]
