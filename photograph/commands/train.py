"""``photograph train``: trains a network on groups from folders, a list or the graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def train(
    groups: Annotated[
        Path | None,
        typer.Argument(
            help="A folder whose sub-folders are the groups, or a TSV with columns group and file.",
            metavar="FOLDER_OR_TSV",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="The folder for the network, which gets the folder's name.")
    ] = Path("my-network"),
    graph: Annotated[
        bool,
        typer.Option(
            "--graph",
            help="Take the groups from the graph: albums that you named, keep-both pairs and"
            " bursts.",
        ),
    ] = False,
    photos: Annotated[
        str | None,
        typer.Option(
            help="The folder of the photos of a TSV or of the graph. Default: as extracted."
        ),
    ] = None,
    network: Annotated[
        str,
        typer.Option(help="The network to start from: a preset, a TF Hub handle or a SavedModel."),
    ] = "efficientnet-lite0",
    output: Annotated[
        str | None, typer.Option(help="The output of the network that has the features.")
    ] = None,
    unfreeze: Annotated[
        int, typer.Option(min=0, help="Also train this many of the last layers, on the pixels.")
    ] = 0,
    held_out: Annotated[
        float, typer.Option(min=0.05, max=0.9, help="The share of groups to test the network on.")
    ] = 0.2,
    evaluate_on: Annotated[
        Path | None, typer.Option(help="A TSV of other groups to test the network on instead.")
    ] = None,
    validation: Annotated[
        float,
        typer.Option(
            min=0.05,
            max=0.9,
            help="The share of the other groups that decides when to stop training.",
        ),
    ] = 0.3,
    epochs: Annotated[int, typer.Option(min=0, help="The most epochs to train.")] = 40,
    seed: Annotated[int, typer.Option(help="The seed of the random split of the groups.")] = 0,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a trained network in that folder.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Plain lines instead of a bar.")] = False,
) -> None:
    """Train a network on your own groups of photos, and test it on groups that it never saw.

    Trains a head on the features of extract, in minutes; with --unfreeze, also the last layers
    of the network. No group is used for both training and testing. Writes a SavedModel with
    TF Hub's image signature. The exit code is 4 if the new network is no better than the old.

    Example: photograph train ~/cars-by-model --out cars-network

    Example: photograph train GROUPS.tsv --out my-network --unfreeze 3
    """
    from photograph.commands.train_source import choose_source
    from photograph.console import plain_lines
    from photograph.extract.network import NetworkRequest
    from photograph.extract.saved_model import NetworkOptions
    from photograph.extract.tensorflow_import import import_tensorflow
    from photograph.figure import keep_fonts_at_home
    from photograph.settings import home
    from photograph.train.out_folder import check_out
    from photograph.train.prepare import TrainOptions, prepare
    from photograph.train.report import no_better, print_outcome, say_what_was_written

    plain_lines(quiet)
    target = out.expanduser().absolute()
    check_out(target, replace)
    source = choose_source(groups, graph, photos, evaluate_on)
    request = NetworkRequest(network, NetworkOptions(output))
    options = TrainOptions(held_out, validation, epochs, unfreeze, seed)
    prepared = prepare(source, request, options, home())
    import_tensorflow()  # before the modules that import it plainly: it prints twenty lines else
    from photograph.train.run import train_network

    keep_fonts_at_home()
    outcome = train_network(prepared, request, target, options, home())
    if as_json:
        print(json.dumps({"folder": str(outcome.folder), **outcome.facts}, ensure_ascii=False))
    else:
        print_outcome(outcome, request.network)
        say_what_was_written(outcome)
    if failure := no_better(outcome, request.network):
        raise failure
