"""A colour for each album, which Neo4j Browser's style shows on its photos.

GraSS (Browser 5.24) colours by label and not by property, so a photo gets a label of its album's
colour, and an album keeps its number from run to run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from photograph.graph.database import Database, read, write, write_in_batches

COLOURS = 8
_BATCH = 10_000


def colour_albums(database: Database) -> None:
    """Gives a colour to each album of photograph that has none, and its label to each photo."""
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
    """The colours that albums have; each without one gets that which the fewest have by then."""
    used = Counter(colour for colour in held if colour is not None)
    chosen = []
    for colour in held:
        if colour is None:
            colour = min(range(1, COLOURS + 1), key=lambda number: used[number])
            used[colour] += 1
        chosen.append(colour)
    return chosen
