"""``photograph demo``: runs the three steps on one folder and shows the result."""

from __future__ import annotations

from typing import Annotated

import typer

SHOWN_PHOTOS = 40


def demo(
    photos: Annotated[
        str | None,
        typer.Argument(
            help="The folder of photos, or an address. Default: photos here, else sample photos.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Extract, load and link a folder, then show each photo with its most similar one.

    Example: photograph demo ~/Pictures
    """
    from photograph.collection.roots import last_collection
    from photograph.collection.samples import sample_photos
    from photograph.commands.extract import extract
    from photograph.commands.link import link
    from photograph.commands.load import load
    from photograph.console import table
    from photograph.graph.database import read
    from photograph.next_step import steps_in_a_row
    from photograph.server.connection import connect
    from photograph.settings import home

    with steps_in_a_row():
        extract(photos or str(sample_photos(home())))
        load()
        collection = last_collection(home())
        link(network=collection.network)
    with connect() as database:
        rows = read(database, "ask/most_similar_of_each", root=collection.root, limit=SHOWN_PHOTOS)
        print()
        print(table([_cells(row) for row in rows], ("photo", "most similar", "cosine")))
        print()
        print(where_to_look(database.target.embedded, database.target.uri))


def _cells(row: dict[str, object]) -> tuple[str, ...]:
    cosine = row["cosine"]
    linked = isinstance(cosine, float)
    return str(row["path"]), str(row["mostSimilar"] or "–"), f"{cosine:.3f}" if linked else "–"


def where_to_look(embedded: bool, uri: str) -> str:
    """Text with the address of Neo4j Browser, the user, and the file of the password."""
    if not embedded:
        return f"Open Neo4j Browser of {uri} and ask."
    from photograph.server.configuration import BOLT_PORT, HTTP_PORT
    from photograph.server.guide import opening_address
    from photograph.server.password import password_file
    from photograph.server.process import running
    from photograph.server.sign_in import USER
    from photograph.settings import home

    server = running(home())
    ports = (server.bolt_port, server.http_port) if server else (BOLT_PORT, HTTP_PORT)
    return (
        f"Neo4j Browser: {opening_address(*ports)}\n"
        f"Connect URL:   {uri}\n"
        f"User:          {USER}\n"
        f"Password:      in {password_file(home())}"
    )
