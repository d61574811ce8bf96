"""Evaluates the embeddings of the last extract on known groups, and prints the result.

The command (photograph/commands/evaluate.py) adds the albums of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photograph.collection.roots import Collection
    from photograph.evaluate.edge_quality import EdgeQuality
    from photograph.evaluate.run import Evaluation


@dataclass(frozen=True)
class GroupsEvaluation:
    """The evaluation of a collection on photos of known groups.

    Parameters
    ----------
    groups: the group of each evaluated photo, by path.
    """

    collection: Collection
    groups: dict[str, str]
    evaluation: Evaluation


def evaluate_groups(
    file: Path, network: str | None, top_k: int, plot: Path | None
) -> GroupsEvaluation:
    """Evaluates the last extract on the groups of a TSV; draws a plot if wanted.

    Raises
    ------
    PhotographError: nothing was extracted, or no extracted photo has a group.
    """
    from dataclasses import replace

    from photograph.collection.contract import EMBEDDINGS_FILE
    from photograph.collection.cutoffs import default_cutoff
    from photograph.collection.roots import last_collection
    from photograph.console import say
    from photograph.evaluate.known_groups import read_evaluated, read_groups, unseen_groups
    from photograph.evaluate.plot import plot_edges
    from photograph.evaluate.run import evaluate_embedding
    from photograph.figure import keep_fonts_at_home
    from photograph.settings import home

    collection = last_collection(home())
    if network:
        collection = replace(collection, network=network)
    embeddings = collection.folder(home()) / EMBEDDINGS_FILE
    found = read_evaluated(embeddings, unseen_groups(read_groups(file), [embeddings]))
    evaluation = evaluate_embedding(
        collection.network, found, top_k, default_cutoff(collection.network, home())
    )
    if plot:
        keep_fonts_at_home()
        plot_edges(evaluation, plot)
        say(f"drawn in {plot}")
    groups = dict(zip(found.paths, found.groups.tolist(), strict=True))
    return GroupsEvaluation(collection, groups, evaluation)


def print_evaluation(evaluation: Evaluation) -> None:
    """Prints tables of rankings and of cutoffs, and the cutoff to choose."""
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


def _is_told(edges: EdgeQuality) -> bool:
    """Whether to print a cutoff: every twentieth; the plot and ``--json`` have all."""
    return edges.cutoff >= 0.3 and round(edges.cutoff * 100) % 5 == 0


def _show(edges: EdgeQuality) -> tuple[str, ...]:
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
