"""``make bench-ray``: the overhead of the Ray engine over the local one on the same cores.

Each engine takes two numbers of photos through the whole command, in turn. The time between the
two gives photos a second; what is left of the shorter run is the start: TensorFlow, and Ray.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from bench.machine import describe_machine
from photograph.console import table

ARCHIVE = Path(__file__).parents[2] / "shared" / "photos" / "caltech101.tar"
FEW, MANY, REPEATS = 400, 2000, 2
ENGINES = ("local", "ray")


def main() -> None:
    """Prints the table; needs the photos that lie beside the checkout."""
    if not ARCHIVE.is_file():
        sys.exit(f"bench-ray needs the shared photos in {ARCHIVE}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = (_photos(folder / f"{count}", count) for count in (FEW, MANY))
        seconds: dict[tuple[str, Path], float] = {}
        _seconds("local", few, folder / "home")  # builds the network
        for _ in range(REPEATS):  # each in turn, so that a busy minute harms all alike
            for engine in ENGINES:
                for photos in (few, many):
                    took = _seconds(engine, photos, folder / "home")
                    seconds[engine, photos] = min(took, seconds.get((engine, photos), took))
    rows = [_row(engine, seconds[engine, few], seconds[engine, many]) for engine in ENGINES]
    local, ray = (seconds[engine, many] - seconds[engine, few] for engine in ENGINES)
    print(f"{describe_machine()}\nsmall photos (Caltech 101), best of {REPEATS}")
    print(table(rows, ("engine", f"{FEW} photos", f"{MANY} photos", "photos/s", "start")))
    print(f"Ray takes {ray / local:.2f} times as long a photo, and starts once.")


def _row(engine: str, few: float, many: float) -> tuple[str, ...]:
    rate = (MANY - FEW) / (many - few)
    return engine, f"{few:.1f} s", f"{many:.1f} s", f"{rate:.0f}", f"{few - FEW / rate:.1f} s"


def _photos(folder: Path, count: int) -> Path:
    with tarfile.open(ARCHIVE) as archive:
        members = [member for member in archive.getmembers() if member.name.endswith(".jpg")]
        step = len(members) // count
        archive.extractall(folder, members[::step][:count], filter="data")
    return folder


def _seconds(engine: str, photos: Path, home: Path) -> float:
    """A first run of the whole command."""
    shutil.rmtree(home / "embeddings", ignore_errors=True)
    command = [sys.executable, "-m", "photograph", "extract", str(photos), "--engine", engine]
    started = time.perf_counter()
    subprocess.run(
        command,
        env={**os.environ, "PHOTOGRAPH_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
