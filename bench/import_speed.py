"""``make bench-import``: `load --via admin-import` against `LOAD CSV`, into empty databases.

Both in one run, each on an embedded Neo4j of its own: every step that differs, and the check of
the embeddings and the schema, which do not. The vector index is the same work for both and takes
longer than all the rest, so that it is left out, or measured once with ``--vector-index``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench.machine import describe_machine
from bench.own_server import clock, own_server
from bench.synthetic_photos import write_photos
from photograph.console import plain_lines, say, table
from photograph.graph.property_names import PropertyNames
from photograph.load.admin_import import check_counts, run_import
from photograph.load.csv_file import import_file, write_import_csv
from photograph.load.disk_room import check_room
from photograph.load.guard import check_embeddings
from photograph.load.import_files import write_import_files
from photograph.load.merge import LoadTarget, merge_rows
from photograph.load.rows import PhotoRows
from photograph.load.run import make_schema
from photograph.load.vector_index import make_vector_index
from photograph.server import process, store
from photograph.server.connection import connect
from photograph.settings import home

PHOTOS, DIMS = 1_000_000, 256
TARGET = LoadTarget("bench", "synthetic", PropertyNames())
DATABASE = "neo4j"
CSV, IMPORT = "LOAD CSV", "admin-import"
# The indexes, and what LOAD CSV leaves, come on top of what an import checks for.
ROOM = 3

Steps = dict[str, float]


def main() -> None:
    """Prints the seconds of each step of both ways, and what they leave on the disk."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--photos", type=int, default=PHOTOS)
    options.add_argument("--vector-index", action="store_true", help="measure it too, once")
    asked = options.parse_args()
    plain_lines(True)
    say(describe_machine())
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        check_room(here, ROOM * asked.photos, DIMS, with_database=True)
        rows = PhotoRows(write_photos(here / "photos.parquet", asked.photos, DIMS))
        with own_server(here / "csv"):
            by_csv, stored = _load_csv(rows), _stored()
        with own_server(here / "import"):
            imported = _import(rows)
            sizes = {CSV: stored, IMPORT: _stored()}
            index = clock(lambda: _index(asked.photos)) if asked.vector_index else None
    _print(asked.photos, {CSV: by_csv, IMPORT: imported}, sizes, index)


def _load_csv(rows: PhotoRows) -> Steps:
    took = {"check": clock(lambda: check_embeddings(rows.embeddings, DIMS))}
    with connect() as database:
        took["schema"] = clock(lambda: make_schema(database))
        with import_file(home().imports, "bench") as csv:
            took["files"] = clock(lambda: write_import_csv(rows, csv))
            say(f"CSV: {csv.stat().st_size / 1e6:.0f} MB")
            url = f"file:///{csv.name}"
            took["graph"] = clock(lambda: merge_rows(rows, TARGET, database, url, home().imports))
    return took


def _import(rows: PhotoRows) -> Steps:
    took = {"check": clock(lambda: check_embeddings(rows.embeddings, DIMS))}
    made = store.apart(home())
    begun = time.perf_counter()
    files = write_import_files(rows, TARGET, made / "files")
    took["files"] = time.perf_counter() - begun
    say(f"files: {_size(made) / 1e6:.0f} MB")
    begun = time.perf_counter()
    with process.stopped(home()):
        took["stop, start"] = time.perf_counter() - begun
        took["graph"] = clock(lambda: run_import(files, DATABASE, home(), made))
        store.take_over(home(), made)
        begun = time.perf_counter()
    took["stop, start"] += time.perf_counter() - begun
    with connect() as database:
        check_counts(files, database)
        took["schema"] = clock(lambda: make_schema(database))
    return took


def _index(photos: int) -> None:
    with connect() as database:
        make_vector_index(database, TARGET.names, DIMS, photos)


def _stored() -> int:
    return _size(home().neo4j / "data")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _print(photos: int, took: dict[str, Steps], sizes: dict[str, int], index: float | None) -> None:
    steps = ("check", "files", "stop, start", "graph", "schema")
    totals = {way: sum(found.values()) for way, found in took.items()}
    lines = [(step, *(_cell(took[way].get(step)) for way in took)) for step in steps]
    lines += [
        ("all", *(_cell(total) for total in totals.values())),
        ("photos/s", *(f"{photos / total:.0f}" for total in totals.values())),
        ("server's data, MB", *(f"{size / 1e6:.0f}" for size in sizes.values())),
    ]
    print(f"\n{photos} photos × {DIMS} floats, seconds; {describe_machine()}\n")
    print(table(lines, ("step", *took)))
    print(f"\n{CSV} takes {totals[CSV] / totals[IMPORT]:.2f} times as long as {IMPORT}")
    told = "not measured" if index is None else f"{index:.1f} s"
    print(f"vector index, the same for both: {told}")


def _cell(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.1f}"


if __name__ == "__main__":
    main()
