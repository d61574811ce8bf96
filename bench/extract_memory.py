"""``make bench-extract-memory``: peak memory of `extract` by collection size, and a second run.

The photos are tiny and the network nearly free, but its 1,280 features a photo are kept as any
network's are: what is measured is the program around it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from bench.machine import describe_machine
from photograph.console import table
from photograph.extract.tensorflow_import import import_tensorflow

SIZES = (1_000, 10_000, 100_000)
# The command as it is, which says at its end how much memory it took.
_TELL_PEAK = """
import atexit
from bench.peak_memory import peak_memory
from photograph.commands.command_line import main
atexit.register(lambda: print(peak_memory()))
main()
"""


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _save_network(folder / "network")
        rows = []
        for size in SIZES:
            _add_photos(folder / "photos", size)
            environment = {**os.environ, "PHOTOGRAPH_HOME": str(folder / f"home-{size}")}
            first, second = (_extract(folder, environment) for _ in range(2))
            rows.append(
                (
                    f"{size:,}",
                    f"{first[0]:.0f} s",
                    f"{first[1] / 2**20:.0f} MiB",
                    f"{second[0]:.1f} s",
                    f"{second[1] / 2**20:.0f} MiB",
                )
            )
    print(describe_machine())
    print(table(rows, ("photos", "first run", "peak memory", "second run", "peak memory")))


def _save_network(folder: Path) -> None:
    tf = import_tensorflow()
    module = tf.Module()
    spec = tf.TensorSpec([None, 32, 32, 3], tf.float32)
    module.__call__ = tf.function(
        lambda images: tf.tile(tf.reduce_mean(images, axis=[1])[:, :20, 0], [1, 64]),
        input_signature=[spec],
    )
    tf.saved_model.save(module, str(folder))


def _add_photos(folder: Path, size: int) -> None:
    """Adds photos of random colours until there are so many, a thousand a folder."""
    chance = np.random.default_rng(size)
    have = sum(1 for _ in folder.rglob("*.jpg")) if folder.exists() else 0
    for number in range(have, size):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        pixels = chance.integers(0, 256, (4, 4, 3), dtype=np.uint8)
        Image.fromarray(pixels).resize((64, 64)).save(place / f"{number}.jpg")


def _extract(folder: Path, environment: dict[str, str]) -> tuple[float, int]:
    """Seconds and peak bytes of one run of the real command."""
    command = [
        sys.executable,
        "-c",
        _TELL_PEAK,
        "extract",
        str(folder / "photos"),
        "--network",
        str(folder / "network"),
        "--batch",
        "128",
    ]
    started = time.perf_counter()
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"extract failed: {ran.stderr}")
    return time.perf_counter() - started, int(ran.stdout.split()[-1])


if __name__ == "__main__":
    main()
