"""Other programs that find copies, asked about the same photos as ours.

Each has an environment of its own, which ``python -m bench.copies.install_peers`` makes, and a
script in `peer_programs` that prints what it calls duplicates. One that is not there is left out.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.copies.measures import ToldPairs, unordered
from photograph.console import say

SCRIPTS = Path(__file__).with_name("peer_programs")
_BESIDE_OURS = Path(__file__).parents[2] / ".venv" / "peers"
_INSTALLED = "installed"
# By default czkawka drops pixels to resize, so that a photo of half the size has another hash.
_BETTER_RESIZED = ("--image-filter", "Lanczos3")
_ANY_WAY_ROUND = ("--geometric-invariance", "mirror-flip-rotate90")


@dataclass(frozen=True)
class Peer:
    """A column of the table: the package that answers, and what its script is asked."""

    name: str
    package: str
    options: tuple[str, ...] = ()


PEERS = (
    Peer("PHash ≤ 10", "imagededup", ("PHash", "10")),  # imagededup's default
    Peer("PHash ≤ 4", "imagededup", ("PHash", "4")),
    Peer("DHash ≤ 10", "imagededup", ("DHash", "10")),
    Peer("CNN ≥ 0.9", "imagededup", ("CNN", "0.9")),  # its default
    Peer("fastdup ≥ 0.9", "fastdup", ("similar",)),
    Peer("fastdup ≥ 0.96", "fastdup", ("components",)),
    Peer("czkawka", "czkawka"),  # its defaults: a distance of 5, Gradient, Nearest, no turns
    Peer("czkawka, Lanczos3", "czkawka", _BETTER_RESIZED),
    Peer("czkawka, turned", "czkawka", (*_BETTER_RESIZED, *_ANY_WAY_ROUND)),
    Peer("czkawka, turned ≤ 15", "czkawka", (*_BETTER_RESIZED, *_ANY_WAY_ROUND, "-s", "15")),
)


def peers_folder() -> Path:
    """Where the environments of the peers are: in PEERS, else beside the libraries of ours."""
    return Path(os.environ.get("PEERS", _BESIDE_OURS)).expanduser().resolve()


def installed_mark(folder: Path, package: str) -> Path:
    """A file that is there once the whole package is."""
    return folder / package / _INSTALLED


def ask_peers(photos: Path, folder: Path) -> Iterator[tuple[str, ToldPairs]]:
    """What each peer that is installed tells of a folder of photos, one peer after the other."""
    for package in dict.fromkeys(peer.package for peer in PEERS):
        if not installed_mark(folder, package).exists():
            say(f"{package} is left out: python -m bench.copies.install_peers {folder}")
            continue
        for peer in PEERS:
            if peer.package == package and (told := _ask(peer, photos, folder)):
                yield peer.name, told


def _ask(peer: Peer, photos: Path, folder: Path) -> ToldPairs | None:
    """Its answer is the last line: some of the peers print of their own accord."""
    python = folder / peer.package / "bin" / "python"
    script = SCRIPTS / f"{peer.package}_pairs.py"
    command: list[str | Path] = [python, script, photos, *peer.options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        say(f"{peer.name} is left out: {why}")
        return None
    answer = json.loads(done.stdout.splitlines()[-1])
    return ToldPairs(unordered((one, other) for one, other in answer["pairs"]), answer["seconds"])
