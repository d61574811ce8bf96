"""``fastdup_pairs.py PHOTOS WHAT``: what fastdup calls duplicates, as JSON.

WHAT is `similar`, the pairs that it stores at its default threshold of 0.9, or `components`, the
groups at its default ccthreshold of 0.96, of which its `remove_duplicates` keeps one photo each.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path
from typing import Any


def main() -> None:
    """Prints the pairs and the seconds: of a whole run, imports left out."""
    photos, what = Path(sys.argv[1]).resolve(), sys.argv[2]
    os.environ["SENTRY_OPT_OUT"] = "1"  # it reports each run otherwise, where there is a network
    import fastdup

    with tempfile.TemporaryDirectory() as work:
        started = time.perf_counter()
        run = fastdup.create(input_dir=str(photos), work_dir=work)
        run.run(overwrite=True, print_summary=False)
        pairs = _similar(run) if what == "similar" else _components(run)
        seconds = time.perf_counter() - started
    told = [[os.path.relpath(file, photos) for file in pair] for pair in pairs]
    print(json.dumps({"pairs": told, "seconds": seconds}))


def _similar(run: Any) -> list[tuple[str, str]]:
    found = run.similarity()
    return (
        []
        if found is None
        else list(zip(found["filename_from"], found["filename_to"], strict=True))
    )


def _components(run: Any) -> list[tuple[str, str]]:
    """All pairs of photos of one group."""
    found, _ = run.connected_components()
    if found.empty:
        return []
    groups = found.groupby("component_id")["filename"].apply(list)
    return [pair for group in groups for pair in combinations(group, 2)]


if __name__ == "__main__":
    main()
