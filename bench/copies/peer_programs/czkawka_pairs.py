"""``czkawka_pairs.py PHOTOS [OPTIONS]``: what `czkawka_cli image` calls similar, as JSON.

With its own defaults, except that files of less than 16 KiB are looked at as well: many photos of
the benchmark are smaller, and would be left out without a look.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

# No cache, no output but the file, and success also where something was found.
_OPTIONS = ("--minimal-file-size", "1", "-H", "-N", "-M", "-W")


def main() -> None:
    """Prints all pairs of each group, and the seconds of the whole run."""
    photos = Path(sys.argv[1]).resolve()
    program = Path(sys.executable).with_name("czkawka_cli")
    with tempfile.TemporaryDirectory() as work:
        found = Path(work) / "found.json"
        asked: list[str | Path] = ["image", "-d", photos, "-C", found, *_OPTIONS, *sys.argv[2:]]
        started = time.perf_counter()
        subprocess.run([program, *asked], check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - started
        groups = json.loads(found.read_text()) if found.exists() else []
    paths = [[os.path.relpath(image["path"], photos) for image in group] for group in groups]
    pairs = [pair for group in paths for pair in combinations(group, 2)]
    print(json.dumps({"pairs": pairs, "seconds": seconds}))


if __name__ == "__main__":
    main()
