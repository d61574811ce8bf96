"""Gives each album a colour, which Neo4j Browser shows on its photos.

GraSS (Browser 5.24) colours by label, not by property, so each photo gets a label for its album's
colour, and an album keeps its number from run to run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from photograph.graph.database import Database, read, write, write_in_batches

COLOURS = 8
_BATCH = 10_000


def colour_albums(database: Database) -> None:
    """Gives a colour to each album without one, and the label of the colour to its photos."""
    albums = read(database, "albums/list_colours")
    colours = choose_colours([album["colour"] for album in albums])
    rows = [
        {"albumId": album["albumId"], "colour": colour}
        for album, colour in zip(albums, colours, strict=True)
        if album["colour"] is None
    ]
    if rows:
        write(database, "albums/set_colours", rows=rows)
    write_in_batches(database, "albums/colour_photos", batch=_BATCH)


def choose_colours(held: Sequence[int | None]) -> list[int]:
    """The colour of each album; one without a colour gets the least used one."""
    used = Counter(colour for colour in held if colour is not None)
    chosen = []
    for colour in held:
        if colour is None:
            colour = min(range(1, COLOURS + 1), key=lambda number: used[number])
            used[colour] += 1
        chosen.append(colour)
    return chosen
