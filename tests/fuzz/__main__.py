"""``make fuzz``: mutated files for each reader, for so long, and a table of what came of it.

Only the errors that are documented may come out, in bounded time and memory; nothing crashes the
interpreter, and `--undo` writes nothing outside of the photos and the folder they were moved to.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from photograph.console import say, table
from tests.fuzz.children import fuzz
from tests.fuzz.csv_target import CSV
from tests.fuzz.decode_target import DECODE
from tests.fuzz.exif_target import EXIF
from tests.fuzz.parquet_target import PARQUET
from tests.fuzz.report import Report
from tests.fuzz.rounds import Budget
from tests.fuzz.target import Target
from tests.fuzz.tsv_target import TSV
from tests.fuzz.undo_target import UNDO

TARGETS = {target.name: target for target in (DECODE, EXIF, TSV, PARQUET, UNDO, CSV)}
HEAD = ("target", "inputs tried", "failures", "slowest, s", "memory, MiB")
_FAILURES = Path("build/fuzz")


def main() -> None:
    """Prints the table; exits with 1 where a claim was broken."""
    options = argparse.ArgumentParser()
    options.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    options.add_argument("--seconds", type=float, default=120, help="for each target")
    options.add_argument("--inputs", type=int, help="for each target, at most")
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    budget = Budget(chosen.seconds, chosen.inputs, chosen.seed)
    reports = [fuzz(_target(name), budget) for name in chosen.targets or TARGETS]
    print(table([_row(report) for report in reports], HEAD))
    for report in reports:
        for failure in report.failures.values():
            say(f"{report.target}: {failure.what}: {failure.save(_FAILURES, report.target)}")
    sys.exit(any(report.failures for report in reports))


def _target(name: str) -> Target:
    if name not in TARGETS:
        sys.exit(f"There is no target {name}; there are {', '.join(TARGETS)}.")
    return TARGETS[name]


def _row(report: Report) -> tuple[str, ...]:
    return (
        report.target,
        str(report.tried),
        str(len(report.failures)),
        f"{report.slowest:.1f}",
        str(report.grown),
    )


if __name__ == "__main__":
    main()
