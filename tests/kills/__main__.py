"""``make test-kills``: as many rounds as are asked for, in a folder that stays where one fails."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from photograph.console import say
from photograph.extract.network import NetworkRequest, open_network
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.server import process
from photograph.settings import home
from tests.kills.killing import BUSY
from tests.kills.run import clean_run, kill_many, told
from tests.kills.world import make_world
from tests.server.conftest import working_folder

GROUPS = 250  # 2,000 photos, 7,000 edges: a second or more of writing for each step


def main() -> None:
    """Ends with 1 where a round failed."""
    words = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    words.add_argument("--rounds", type=int, default=100)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--round", type=int, help="Only the round of this number.")
    words.add_argument("--groups", type=int, default=GROUPS, help="Eight photos each.")
    asked = words.parse_args()
    numbers = range(asked.rounds) if asked.round is None else [asked.round]
    root, began = Path(tempfile.mkdtemp(prefix="photograph-kills-")), time.monotonic()
    with working_folder(root / "home") as patch:
        patch.setenv("PHOTOGRAPH_START_TIMEOUT", BUSY["PHOTOGRAPH_START_TIMEOUT"])
        # Built once, as a user's first run does.
        open_network(NetworkRequest(DEFAULT_NETWORK), home())
        process.start()
        try:
            world = make_world(root, asked.groups, home())
            results = kill_many(clean_run(world, times=2), numbers, asked.seed)
        finally:
            process.stop()
    print(told(results))
    say(f"{len(results)} rounds of seed {asked.seed} in {time.monotonic() - began:.0f} s.")
    if any(result.found for result in results):
        say(f"What failed is kept in {root / 'failed'}.")
        sys.exit(1)
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
