"""`photograph albums` in a process of its own; prints its seconds and its peak memory as JSON."""

from __future__ import annotations

import json
import time

from bench.peak_memory import peak_memory
from photograph.console import plain_lines
from photograph.jobs.albums.find import AlbumOptions, find_albums
from photograph.jobs.albums.write import write_albums
from photograph.server.connection import connect


def main() -> None:
    """Finds the albums and writes them."""
    plain_lines(True)
    with connect() as database:
        started = time.perf_counter()
        found = find_albums(database, AlbumOptions())
        between = time.perf_counter()
        write_albums(database, found)
        ended = time.perf_counter()
    told = {
        "albums": len(found.albums),
        "members": sum(len(album.members) for album in found.albums),
        "find": between - started,
        "write": ended - between,
        "memory": peak_memory(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
