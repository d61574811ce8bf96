"""``photograph similar``: finds photos similar to a photo of the graph, or to any file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from photograph.errors import PhotographError
    from photograph.graph.database import Database
    from photograph.jobs.similar import SimilarPhoto
    from photograph.jobs.through_graph import RankedPhoto


def similar(
    file: Annotated[
        str, typer.Argument(help="A photo's path or file name in the graph, or any photo file.")
    ],
    k: Annotated[int, typer.Option("-k", min=1, help="How many photos to show.")] = 10,
    network: Annotated[
        str | None,
        typer.Option(help="Use the embeddings of this network; needed if the graph has several."),
    ] = None,
    through_graph: Annotated[
        bool,
        typer.Option(
            "--through-graph", help="Rank by PageRank in GDS, which looks further than one edge."
        ),
    ] = False,
    every: Annotated[
        bool, typer.Option("--copies", help="Show copies as well, each as a photo of its own.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Show the photos most similar to one photo, each once.

    Copies that `photograph duplicates` found are counted and not shown, and those of the photo
    itself are left out. A file whose content is in the graph counts as that photo. Any other file
    is embedded like the photos in the graph and compared with them.

    Example: photograph similar PXL_20201124_182915588.jpg -k 5

    Example: photograph similar ~/Downloads/new.jpg --network efficientnet-lite0

    Example: photograph similar PXL_20201124_182915588.jpg --through-graph --json
    """
    from photograph.jobs.once_each import WIDER, once_each
    from photograph.jobs.photo_meant import photo_meant
    from photograph.jobs.similar import similar_photos
    from photograph.jobs.through_graph import near_photos
    from photograph.server.connection import connect

    found: Sequence[SimilarPhoto | RankedPhoto]
    wanted = k if every else WIDER * k
    with connect() as database:
        photo = photo_meant(database, file, network)
        if photo is None:
            found = _similar_to_file(database, file, wanted, network, through_graph)
        elif through_graph:
            found = near_photos(database, photo, wanted, network)
        else:
            found = similar_photos(database, photo, wanted, network)
        listed = [(one, 0) for one in found]
        if not every:
            listed = once_each(database, photo, found, k)
    _show(listed, file, as_json)


def _similar_to_file(
    database: Database, name: str, k: int, network: str | None, through_graph: bool
) -> list[SimilarPhoto]:
    from photograph.collection.object_address import is_address
    from photograph.errors import PhotographError
    from photograph.extract.one_photo import embed_photo
    from photograph.graph.database import read
    from photograph.graph.network_choice import choose_network
    from photograph.graph.vector_index import vector_indexes_of
    from photograph.jobs.graph_vectors import find_embeddings
    from photograph.jobs.photo_meant import is_file
    from photograph.jobs.similar import nearest_photos
    from photograph.settings import home

    file = Path(name).expanduser()
    if is_address(name):
        raise PhotographError(
            "A photo in an object store can be compared only once it is in the graph.",
            "Name it by its path or file name there, or download it and name the file.",
        )
    if not is_file(file):
        raise _unknown(database, name, file)
    if through_graph:
        raise PhotographError(
            f"{name} is not in the graph, so --through-graph can't start there.",
            "Leave --through-graph out, or add it: photograph extract, load, link",
        )
    held = read(database, "link/count_photos")
    chosen = choose_network(held, network)
    embeddings = find_embeddings(database, chosen, home())
    if embeddings is None:
        raise PhotographError(
            f"{name} can't be embedded: the {chosen} photos of the graph were not extracted here.",
            f"Extract and load them here, with the working folder {home().root}",
        )
    indexes = vector_indexes_of(held, chosen)
    return nearest_photos(database, chosen, indexes, embed_photo(file, embeddings, home()), k)


def _unknown(database: Database, name: str, file: Path) -> PhotographError:
    from photograph.errors import PhotographError
    from photograph.jobs.close_names import did_you_mean
    from photograph.jobs.photo_meant import is_folder

    there = "that is a folder" if is_folder(file) else "there is no such file"
    step = "Name a photo's file, or load it: photograph extract, load, link"
    return PhotographError(
        f"No photo in the graph is called {name!r}, and {there}.",
        did_you_mean(database, name) or step,
    )


def _copies(count: int) -> str:
    return f"+{count}" if count else ""


def _show(
    found: Sequence[tuple[SimilarPhoto | RankedPhoto, int]], name: str, as_json: bool
) -> None:
    from dataclasses import asdict

    from photograph.console import say, table

    rows = [{**asdict(one), "copies": copies} for one, copies in found]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    elif rows:
        measure = "score" if "score" in rows[0] else "cosine"
        digits = 6 if measure == "score" else 4
        cells = [
            (row["path"], row["root"], f"{row[measure]:.{digits}f}", _copies(row["copies"]))
            for row in rows
        ]
        print(table(cells, ("photo", "root", measure, "copies")))
    else:
        say(f"No photo is linked to {name}: try photograph link --cutoff 0.5")
