"""``make bench-load``: how `load` compares with nodes that have no embedding, and its memory.

Everything in one run, on an embedded Neo4j of its own: the rows with a time are medians of
rounds in which each way is measured once, so that a busy machine is busy for all of them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.machine import describe_machine
from bench.own_server import clock, own_server
from bench.synthetic_photos import write_photos
from photograph.console import plain_lines, say, table
from photograph.graph.database import Database
from photograph.graph.property_names import PropertyNames
from photograph.load.csv_file import import_file, write_import_csv
from photograph.load.guard import check_embeddings
from photograph.load.merge import LoadTarget, merge_rows
from photograph.load.options import LoadWay
from photograph.load.rows import PhotoRows
from photograph.load.run import make_schema
from photograph.load.vector_index import make_vector_index
from photograph.server.connection import connect
from photograph.settings import home

PHOTOS, DIMS, ROUNDS = 30_000, 256, 3
MEMORY_PHOTOS = (100_000, 200_000)
LIMIT_MIB = 1024
BARE = "UNWIND $rows AS row MERGE (photo:Photo {root: $root, path: row.path}) SET photo += row"
WIPE = "MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 5000 ROWS"
TARGET = LoadTarget("bench", "synthetic", PropertyNames())


def main() -> None:
    """Prints two tables: times as ratios, and the loader's memory."""
    plain_lines(True)
    say(describe_machine())
    with tempfile.TemporaryDirectory() as folder, own_server(Path(folder) / "home"):
        rows = PhotoRows(write_photos(Path(folder) / "photos.parquet", PHOTOS, DIMS))
        bare = _bare(rows)
        times: dict[str, list[float]] = defaultdict(list)
        for number in range(ROUNDS + 1):
            found = _round(rows, bare)
            say(f"round {number}: {sum(found.values()):.0f} s")
            for name, seconds in found.items() if number else ():  # the first warms the server
                times[name].append(seconds)
        _print_times({name: statistics.median(values) for name, values in times.items()})
        _print_memory(Path(folder))


def _round(rows: PhotoRows, bare: list[list[dict[str, Any]]]) -> dict[str, float]:
    with connect() as database:
        make_schema(database)
        found = {"bare": _timed(database, lambda: _load_bare(bare, database))}
        found["check"] = clock(lambda: check_embeddings(rows.embeddings, DIMS))
        with import_file(home().imports, "bench") as csv:
            found["csv"] = clock(lambda: write_import_csv(rows, csv))
            way = f"file:///{csv.name}"
            found["merge"] = _timed(database, lambda: _merge(rows, database, way))
            found["again"] = clock(lambda: _merge(rows, database, way))
        found["driver"] = _timed(database, lambda: _merge(rows, database, LoadWay.DRIVER))
        index = TARGET.names
        found["index"] = clock(lambda: make_vector_index(database, index, DIMS, PHOTOS))
        _run(database, f"DROP INDEX {index.index}")
    return found


def _timed(database: Database, work: Callable[[], object]) -> float:
    """The time over an empty database."""
    _run(database, WIPE)
    return clock(work)


def _merge(rows: PhotoRows, database: Database, way: LoadWay | str) -> None:
    merge_rows(rows, TARGET, database, way, home().imports)


def _bare(rows: PhotoRows) -> list[list[dict[str, Any]]]:
    """The same photos with the same properties, without embeddings and labels, ready to be sent."""
    without = ["embedding", "labelNames", "labelScores"]
    return [photos.drop_columns(without).to_pylist() for photos in rows.tables(500)]


def _load_bare(bare: list[list[dict[str, Any]]], database: Database) -> None:
    for photos in bare:
        _run(database, BARE, rows=photos, root="bench")


def _run(database: Database, cypher: str, **values: object) -> None:
    with database.driver.session(database=database.target.database) as session:
        session.run(cypher, values).consume()


def _print_times(took: dict[str, float]) -> None:
    load = took["check"] + took["csv"] + took["merge"]
    lines = [
        ("nodes without embedding, UNWIND", took["bare"], "1"),
        ("check, write CSV, LOAD CSV", load, f"{load / took['bare']:.2f} (≤ 3)"),
        ("  check the embeddings", took["check"], f"{took['check'] / took['bare']:.2f}"),
        ("  write the CSV", took["csv"], f"{took['csv'] / took['merge']:.2f} of LOAD CSV (≤ 1)"),
        ("  LOAD CSV", took["merge"], f"{took['merge'] / took['bare']:.2f}"),
        ("LOAD CSV again, nothing to change", took["again"], f"{took['again'] / took['bare']:.2f}"),
        ("the driver instead", took["driver"], f"{took['driver'] / took['bare']:.2f}"),
        (
            "vector index, after the first load",
            took["index"],
            f"{took['index'] / took['bare']:.2f}",
        ),
    ]
    print(f"\n{PHOTOS} photos × {DIMS} floats, median of {ROUNDS} rounds; {describe_machine()}\n")
    cells = [(name, f"{seconds:.2f}", f"{PHOTOS / seconds:.0f}", r) for name, seconds, r in lines]
    print(table(cells, ("what", "s", "photos/s", "ratio")))


def _print_memory(folder: Path) -> None:
    """The highest memory of the process that loads, for two sizes and, from those, a million."""
    peaks = []
    for count in MEMORY_PHOTOS:
        file = write_photos(folder / "memory.parquet", count, DIMS)
        command = [sys.executable, "-m", "bench.load_memory", str(file)]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        peaks.append(float(ran.stdout))
    slope = max(0, peaks[1] - peaks[0]) / (MEMORY_PHOTOS[1] - MEMORY_PHOTOS[0])
    million = peaks[1] + slope * (1_000_000 - MEMORY_PHOTOS[1])
    rows = [(f"{n}", f"{peak:.0f}") for n, peak in zip(MEMORY_PHOTOS, peaks, strict=True)]
    rows.append(("1000000 (from these two)", f"{million:.0f} (< {LIMIT_MIB})"))
    print(f"\nmost memory of the loader, × {DIMS} floats\n")
    print(table(rows, ("photos", "MiB")))


if __name__ == "__main__":
    main()
