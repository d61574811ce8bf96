"""`duplicates` over the graph of a server that runs, in a process of its own: seconds, memory."""

from __future__ import annotations

import sys
import time

from bench.duplicate_scale import original_of
from bench.peak_memory import peak_memory
from photograph.console import plain_lines
from photograph.extract.pictures import picture_opener
from photograph.jobs.duplicates.candidate_pairs import EMBEDDING_CUTOFF, read_candidates
from photograph.jobs.duplicates.find import find_duplicates
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.jobs.duplicates.proof_store import ProofStore
from photograph.jobs.duplicates.worth_a_look import worth_a_look
from photograph.server.connection import connect
from photograph.settings import home


def main() -> None:
    """Prints a line for each step, for the network that the command line names."""
    plain_lines(True)
    with connect() as database, ProofStore(home().proofs) as store:
        started = time.perf_counter()
        found = read_candidates(database, sys.argv[1], EMBEDDING_CUTOFF)
        _tell("candidates", started, f"{len(worth_a_look(found)):,} pairs")
        del found  # its memory is none of the next step
        started, look = time.perf_counter(), picture_opener(home())
        groups = find_duplicates(database, DuplicateOptions(sys.argv[1]), look, store)
        told = {copy.photo.path: copy.of.path for group in groups for copy in group.copies}
        told |= {of: copy for copy, of in told.items()}
        _tell("all of it, candidates once more", started, f"{len(groups):,} groups")
    planted = [path for path in told if original_of(path)]
    right = sum(original_of(path) == told[path] for path in planted)
    print(f"{right:,} planted copies are told as of their originals")


def _tell(step: str, started: float, found: str) -> None:
    seconds, memory = time.perf_counter() - started, peak_memory() / 2**20
    print(f"{step}: {seconds:.0f} s, {found}, {memory:.0f} MiB at most so far", flush=True)


if __name__ == "__main__":
    main()
