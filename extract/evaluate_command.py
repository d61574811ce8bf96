"""``photograph evaluate``: what the embeddings of the last extract are worth."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.edge_quality import Edges
    from extract.evaluate import Evaluation


def evaluate(
    groups: Annotated[Path, typer.Argument(help="A TSV with columns group and file.")],
    network: Annotated[
        str | None, typer.Option(help="Whose embeddings. Default: those of the last extract.")
    ] = None,
    top_k: Annotated[int, typer.Option(min=1, help="Edges a photo.")] = 10,
    plot: Annotated[
        Path | None, typer.Option(help="Draw precision and recall by cutoff into this PNG.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Compare features, embedding and graph on photos whose groups are known.

    Prints P@1, mAP, the precision and recall of edges by cutoff, and the lowest cutoff at which
    99 edges of 100 are right.

    Example: photograph evaluate GROUPS.tsv --plot cutoffs.png
    """
    from dataclasses import replace

    from extract.collection import last_collection
    from extract.evaluate import evaluate_embedding, facts
    from extract.evaluate_plot import plot_edges
    from extract.evaluated import read_evaluated, read_groups
    from photograph.console import say
    from photograph.contract import EMBEDDINGS_FILE
    from photograph.settings import home

    collection = last_collection(home())
    if network:
        collection = replace(collection, network=network)
    found = read_evaluated(collection.folder(home()) / EMBEDDINGS_FILE, read_groups(groups))
    evaluation = evaluate_embedding(collection.network, found, top_k)
    if plot:
        # matplotlib keeps a list of fonts: here, since nothing is written outside this folder.
        os.environ.setdefault("MPLCONFIGDIR", str(home().root / "matplotlib"))
        plot_edges(evaluation, plot)
        say(f"drawn in {plot}")
    if as_json:
        print(json.dumps(facts(evaluation)))
    else:
        _print(evaluation)


def _print(evaluation: Evaluation) -> None:
    from photograph.console import table

    print(table(_show_rankings(evaluation), ("ranked by", "dims", "photos", "P@1", "mAP")))
    print()
    told = [edges for edges in evaluation.edges if _is_told(edges)]
    print(table([_show(edges) for edges in told], ("cutoff", "edges", "precision", "recall")))
    print()
    print(_show_chosen(evaluation))


def _show_rankings(evaluation: Evaluation) -> list[tuple[str, ...]]:
    rankings = (
        ("features", evaluation.features_dims, evaluation.features),
        ("embedding", evaluation.embedding_dims, evaluation.embedding),
        ("through the graph", evaluation.embedding_dims, evaluation.through_graph),
    )
    return [
        (
            name,
            str(dims),
            str(ranking.photos),
            f"{ranking.precision_at_1:.3f}",
            f"{ranking.mean_average_precision:.3f}",
        )
        for name, dims, ranking in rankings
    ]


def _is_told(edges: Edges) -> bool:
    """A table of every twentieth is enough to read; the plot and ``--json`` have all steps."""
    return edges.cutoff >= 0.3 and round(edges.cutoff * 100) % 5 == 0


def _show(edges: Edges) -> tuple[str, ...]:
    return (
        f"{edges.cutoff:.2f}",
        str(edges.edges),
        f"{edges.precision:.3f}",
        f"{edges.recall:.3f}",
    )


def _show_chosen(evaluation: Evaluation) -> str:
    chosen, default = evaluation.chosen, f"link's default for this network: {evaluation.default}"
    if not chosen:
        return f"No cutoff keeps edges of which 99 in 100 are right; {default}"
    return (
        f"Chosen cutoff: {chosen.cutoff:.2f} (precision {chosen.precision:.3f},"
        f" recall {chosen.recall:.3f}); {default}"
    )
