"""Output for people: progress bars or plain lines, tables, one-line errors."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from photograph.errors import PhotographError


class Advance(Protocol):
    """Reports that this many more units are done."""

    def __call__(self, units: int, note: str = "") -> None: ...


_plain = False
_LONGEST = 160  # characters of a path


def plain_lines(wanted: bool) -> None:
    """Switches to plain lines instead of bars, for `--quiet`."""
    global _plain
    _plain = wanted


def say(line: str) -> None:
    """Prints a line to standard error; standard output is for results."""
    print(line, file=sys.stderr, flush=True)


def shown(path: str) -> str:
    """A path in quotes for a message, with unprintable characters escaped, shortened if long."""
    if len(path) > _LONGEST:
        path = f"{path[: _LONGEST // 2]}…{path[-_LONGEST // 2 :]}"
    return repr(path or ".")


def agreed(question: str) -> bool:
    """Asks a person for yes or no; false without a terminal."""
    if not sys.stdin.isatty():
        return False
    import typer

    return typer.confirm(question, err=True)


def report_failure(error: PhotographError) -> None:
    """Prints the failure's details, then one line: what failed and what to do next."""
    if error.details:
        say(error.details)
    say(f"photograph: {error.what} {error.next_step}")


@contextmanager
def progress(title: str, total: int, unit: str = "photos") -> Iterator[Advance]:
    """Shows a bar with rate and time left on a terminal, elsewhere a line for each tenth.

    Parameters
    ----------
    title: what is being done, in the present tense.
    total: how many units there are; 0 shows nothing.
    unit: what is counted, in the plural; ``bytes`` is shown with prefixes.
    """
    if not total:
        yield lambda units, note="": None
    elif sys.stderr.isatty() and not _plain:
        with _bar(title, total, unit) as advance:
            yield advance
    else:
        yield _lines(title, total, unit)


def _lines(title: str, total: int, unit: str) -> Advance:
    done, told = 0, 0

    def advance(units: int, note: str = "") -> None:
        nonlocal done, told
        done += units
        tenth = done * 10 // total
        if tenth > told:
            told = tenth
            say(f"{title}: {_amount(done, total, unit)}{' · ' + note if note else ''}")

    return advance


def _amount(done: int, total: int, unit: str) -> str:
    if unit == "bytes":
        return f"{done / 1e6:.0f} of {total / 1e6:.0f} MB"
    return f"{done} of {total} {unit}"


@contextmanager
def _bar(title: str, total: int, unit: str) -> Iterator[Advance]:
    # rich costs 100 ms to import, so only those who show a bar pay for it.
    from rich import progress as bars
    from rich.console import Console

    columns: list[bars.ProgressColumn] = [bars.TextColumn("{task.description}"), bars.BarColumn()]
    if unit == "bytes":
        columns += [bars.DownloadColumn(), bars.TransferSpeedColumn()]
    else:
        columns += [
            bars.MofNCompleteColumn(),
            bars.TextColumn("{task.fields[rate]:.0f}/s"),
        ]
    columns += [bars.TimeRemainingColumn(compact=True), bars.TextColumn("{task.fields[note]}")]
    with bars.Progress(*columns, console=Console(stderr=True), speed_estimate_period=10) as bar:
        task = bar.add_task(title, total=total, note="", rate=0.0)

        def advance(units: int, note: str = "") -> None:
            bar.update(task, advance=units, note=note)
            bar.update(task, rate=bar.tasks[0].speed or 0.0)

        yield advance


def table(rows: Sequence[tuple[str, ...]], header: tuple[str, ...]) -> str:
    """A table with columns aligned by spaces, for terminals, logs and pipes.

    Widths are counted in terminal cells; a Chinese character takes two.
    """
    from rich.cells import cell_len

    every = [header, *rows]
    widths = [max(cell_len(row[column]) for row in every) for column in range(len(header))]
    lines = [
        "  ".join(cell + " " * (w - cell_len(cell)) for cell, w in zip(row, widths, strict=True))
        for row in every
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
